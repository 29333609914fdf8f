"""The pages of hazards as people meet them, on a phone and on a desk."""

import re

import pytest
from playwright.sync_api import expect

from safety.workflow import Grade, HazardState
from tests.browser import SIZES, faults_of, settle
from tests.safety.conftest import picture

pytestmark = pytest.mark.browser


@pytest.fixture
def stages(hazard_in):
    """A hazard in each stage."""
    return {state: hazard_in(state) for state in HazardState}


@pytest.mark.parametrize("size", SIZES)
def test_nobody_trips_over_anything(stages, hazard_in, district, open_page, size):
    page = open_page(size, district.inspector)
    major = hazard_in(HazardState.ASSESSED, grade=Grade.MAJOR)
    accepting = stages[HazardState.ACCEPTING]
    addresses = [
        "/hazards/",
        "/hazards/ledger/",
        "/hazards/new/",
        f"/hazards/{major.number}/order/",
        f"/hazards/{accepting.number}/fail_acceptance/",
        *(f"/hazards/{case.number}/" for case in stages.values()),
    ]
    faults = {}
    for address in addresses:
        page.goto(address)
        settle(page)
        faults[address] = faults_of(page)
    assert {address: found for address, found in faults.items() if found} == {}


def test_on_a_phone_one_stage_is_shown_at_a_time(stages, district, open_page):
    page = open_page("phone", district.inspector)
    page.goto("/hazards/?grade=ordinary")
    expect(page.locator(".board-column:visible")).to_have_count(1)
    page.click(".stage-tabs a[href*='state=rectifying']")
    page.wait_for_url("**state=rectifying**")
    assert "grade=ordinary" in page.url
    expect(page.locator(".hazard-card:visible")).to_have_count(1)


def test_photos_stand_side_by_side_and_open_large(stages, district, open_page):
    page = open_page("desk", district.inspector)
    page.goto(f"/hazards/{stages[HazardState.ACCEPTING].number}/")
    photos = page.locator(".before-after img")
    expect(photos).to_have_count(2)
    left, right = photos.nth(0).bounding_box(), photos.nth(1).bounding_box()
    assert left["y"] == right["y"]
    assert left["x"] < right["x"]
    assert left["width"] == right["width"] == 200
    expect(page.locator("#facts")).to_be_in_viewport()
    photos.nth(1).click()
    expect(page.locator("dialog.photo[open] img")).to_be_visible()


def test_a_rectification_is_submitted_from_the_phone(stages, district, open_page):
    page = open_page("phone", district.head)
    page.goto(f"/hazards/{stages[HazardState.RECTIFYING].number}/")
    page.click(".page-actions .btn-primary")
    photo = picture("green")
    page.set_input_files(
        "input[name=after]",
        {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": photo.read()},
    )
    page.click(".form-actions .btn-primary")
    expect(page.locator(".kept")).to_contain_text("photo.jpg")
    page.fill("textarea[name=how]", "已清理通道")
    page.click(".form-actions .btn-primary")
    page.wait_for_url(re.compile(r"/hazards/YH\d+/$"))
    expect(page.locator(".before-after img")).to_have_count(2)
