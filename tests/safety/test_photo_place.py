"""Where a photo of a hazard was taken: by the photo itself, else by the device that was let."""

import pytest
from django.urls import reverse

from core.models import StoredFile
from safety.workflow import HazardState
from tests.safety.conftest import picture

PLACE = {"device_latitude": "30.853214", "device_longitude": "121.023451"}


@pytest.fixture
def sent(hazard_in, district, signed_in):
    """Return a sender of the photo after; returns the hazard and the photo as kept."""

    def send(upload=None, **place):
        case = hazard_in(HazardState.RECTIFYING)
        answer = signed_in(district.head).post(
            reverse("safety:move", args=[case.number, "submit"]),
            {"how": "已清理", "after": upload or picture("teal"), **place},
        )
        assert answer.status_code == 302
        return case, case.attachments.get(purpose="after").stored

    return send


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (PLACE, ("30.853214", "121.023451", "device")),
        ({}, ("None", "None", "")),
        ({"device_latitude": "", "device_longitude": ""}, ("None", "None", "")),
        ({**PLACE, "device_latitude": "91"}, ("None", "None", "")),
        ({**PLACE, "device_longitude": "here"}, ("None", "None", "")),
    ],
)
def test_the_place_of_the_device_is_kept_if_it_was_told(sent, place, told):
    _case, stored = sent(**place)
    assert (str(stored.latitude), str(stored.longitude), stored.place_from) == told


def test_the_acceptor_reads_when_and_where_each_photo_was_taken(sent, district, signed_in):
    case, stored = sent(**PLACE)
    address = reverse("safety:move", args=[case.number, "pass_acceptance"])
    page = signed_in(district.inspector).get(address).content.decode()
    assert "30.85321, 121.02345 (by the device)" in page
    assert page.count("place not told") == 1
    assert page.count("time not told") == 2
    StoredFile.objects.filter(pk=stored.pk).update(place_from="camera")
    page = signed_in(district.inspector).get(address).content.decode()
    assert "30.85321, 121.02345 (by the photo itself)" in page


def test_only_a_form_with_photos_offers_to_send_the_place(hazard_in, district, signed_in):
    case = hazard_in(HazardState.ACCEPTING)
    offers = {
        name: "data-photo-place"
        in signed_in(person).get(reverse("safety:move", args=[number, name])).content.decode()
        for person, number, name in (
            (district.inspector, case.number, "pass_acceptance"),
            (district.inspector, hazard_in(HazardState.FOUND).number, "file"),
            (district.head, hazard_in(HazardState.RECTIFYING).number, "submit"),
            (district.inspector, hazard_in(HazardState.ASSESSED).number, "order"),
        )
    }
    assert offers["file"]
    assert offers["submit"]
    assert not offers["order"]
    assert not offers["pass_acceptance"]


@pytest.mark.browser
def test_the_device_is_asked_only_when_it_is_let(hazard_in, district, open_page):
    case = hazard_in(HazardState.RECTIFYING)
    page = open_page("phone", district.head)
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 30.853214, "longitude": 121.023451})
    page.goto(reverse("safety:move", args=[case.number, "submit"]))
    field = page.locator("[name=device_latitude]")
    assert field.input_value() == ""
    page.check("[data-photo-place] input[type=checkbox]")
    page.wait_for_function("document.querySelector('[name=device_latitude]').value")
    assert field.input_value() == "30.853214"
    page.uncheck("[data-photo-place] input[type=checkbox]")
    assert field.input_value() == ""


@pytest.mark.browser
def test_refused_everything_works_as_without_it(hazard_in, district, open_page, tmp_path):
    case = hazard_in(HazardState.RECTIFYING)
    page = open_page("phone", district.head)
    page.goto(reverse("safety:move", args=[case.number, "submit"]))
    page.locator("[data-photo-place] input[type=checkbox]").click()
    page.wait_for_selector("[data-photo-place] [role=status]:has-text('没有提供位置')")
    assert not page.locator("[data-photo-place] input[type=checkbox]").is_checked()
    page.fill("[name=how]", "已清理")
    photo = tmp_path / "after.jpg"
    photo.write_bytes(picture("teal").read())
    page.set_input_files("input[name=after]", photo)
    page.click(".form-actions .btn-primary")
    page.wait_for_url(f"**/hazards/{case.number}/")
    case.refresh_from_db()
    assert case.state == HazardState.ACCEPTING
    assert case.attachments.get(purpose="after").stored.latitude is None
