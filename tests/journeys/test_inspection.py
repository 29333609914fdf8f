"""An inspection without a signal: from the check-list to the hazard, sent once when it is back."""

import re

import pytest
from playwright.sync_api import expect

from inspections.models import Inspection
from issues.models import Case
from issues.workflow import Kind
from tests.inspections.conftest import fire as fire
from tests.journeys.conftest import picture
from tests.journeys.steps import choose, take_photo
from tests.journeys.test_offline import KEPT, states

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DO = "/inspections/do/"


def judge(page, item, result: str) -> str:
    """Press the result of an item; return the prefix of its fields."""
    page.locator(f'label:has([name="items-{item.pk}-result"][value={result}])').click()
    return f"items-{item.pk}-"


def test_a_hazard_found_without_a_signal_arrives_once(district, team, fire, open_page, look):
    page = open_page("phone", district.inspector, workers=True)
    page.goto("/visits/phone/")
    page.evaluate(KEPT)
    page.context.set_offline(True)
    page.goto(DO)
    choose(page, "id_enterprise", "jnjm", district.firm.name)
    page.locator(f'[name=lists][value="{fire.pk}"]').check()
    exit_, sign, extinguisher = fire.items.all()
    prefix = judge(page, exit_, "fail")
    page.fill(f"[name={prefix}note]", "二楼东侧被货架堵住")
    take_photo(page, f"{prefix}photos", picture("red", "堵.jpg"))
    take_photo(page, f"{judge(page, sign, 'pass')}photos", picture("green", "灯.jpg"))
    expect(page.locator("[data-progress-words]")).to_contain_text("2/3")
    page.reload()
    expect(page.locator(f"[name={prefix}note]")).to_have_value("二楼东侧被货架堵住")
    expect(page.locator("[data-photos] img[src^=blob]")).to_have_count(2)
    judge(page, extinguisher, "pass")
    look(page)
    page.click("[data-send]")
    expect(page.locator("[data-waits]")).to_be_visible()
    page.goto("/visits/phone/")
    expect(states(page)).to_have_text(["保存在手机"])
    look(page)
    assert not Inspection.objects.exists()
    page.context.set_offline(False)
    expect(states(page)).to_have_text(["已送达"])
    hazard = Case.objects.get(kind=Kind.HAZARD)
    assert (hazard.title, hazard.attachments.count()) == ("不符合：安全出口畅通", 1)
    inspection = Inspection.objects.get()
    assert (inspection.reached, inspection.possible, inspection.failed) == (10, 20, 1)
    page.click("[data-open]")
    page.wait_for_url(re.compile(r"/inspections/JC\d+/"))
    expect(page.locator(".judged-fail")).to_contain_text(hazard.number)
    look(page)
