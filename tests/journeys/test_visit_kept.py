"""A visit logged where the line drops and thumbs press twice: nothing typed is lost or doubled."""

from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from core.models import StoredFile
from issues.models import Case
from issues.services.cases import case_register
from issues.services.verification import case_solve_on_the_spot
from tests.journeys.conftest import picture
from tests.journeys.steps import add_finding, choose, save_visit, take_photo, tick
from visits.models import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(district, team, open_page):
    """The page of a visit on a phone, with the enterprise found and the situation told."""
    page = open_page("phone", district.visitor)
    page.goto("/visits/log/")
    choose(page, "id_enterprise", "jnjm", district.firm.name)
    page.fill("#id_situation", "订单较去年增加两成")
    return page


def test_a_half_filled_finding_is_refused_beside_its_field_and_nothing_is_lost(page, look):
    road = add_finding(page, "issue", "厂门口道路破损")
    take_photo(page, f"{road}photos", picture())
    staff = add_finding(page, "demand", "")
    page.fill(f"[name={staff}description]", "夜班缺焊工")
    page.click("[data-send]")
    beside = page.locator(f"[data-field={staff}title] .invalid-feedback")
    expect(beside).to_be_visible()
    expect(page.locator("#id_situation")).to_have_value("订单较去年增加两成")
    expect(page.locator(f"[name={staff}description]")).to_have_value("夜班缺焊工")
    expect(page.locator(f"[data-camera={road}photos] [data-photos] li")).to_have_count(1)
    assert not Visit.objects.exists()
    look(page)
    page.fill(f"[name={staff}title]", "缺焊工二十名")
    save_visit(page)
    assert (Visit.objects.count(), Case.objects.count()) == (1, 2)


def test_what_is_known_of_the_enterprise_and_was_asked_there_comes_back_too(
    district, team, open_page
):
    case = case_register(
        actor=district.officer, kind="issue", enterprise=district.firm, title="路灯不亮"
    )
    case_solve_on_the_spot(actor=district.officer, case=case, how="当场修好")
    page = open_page("phone", district.officer)
    page.goto("/visits/log/")
    choose(page, "id_enterprise", "jnjm", district.firm.name)
    tick(page, "mode", "return")
    tick(page, f"checks-{case.pk}-is_solved", "no")
    page.fill(f"[name=checks-{case.pk}-words]", "又不亮了")
    page.wait_for_timeout(600)
    page.reload()
    expect(page.locator(".brief-line")).to_be_visible()
    expect(page.locator(f"[name=checks-{case.pk}-words]")).to_have_value("又不亮了")
    expect(page.locator(f"[name=checks-{case.pk}-is_solved][value=no]")).to_be_checked()


# Photos are kept on the phone with what was typed


def photos_kept(page) -> int:
    """How many photos the device holds."""
    return page.evaluate(
        """() => new Promise((done) => {
          const request = indexedDB.open("draft-photos", 1);
          request.onsuccess = () => {
            const count = request.result.transaction("photos").objectStore("photos").count();
            count.onsuccess = () => { request.result.close(); done(count.result); };
          };
        })"""
    )


def wait_for_kept(page, number: int) -> None:
    for _n in range(50):
        if photos_kept(page) == number:
            return
        page.wait_for_timeout(100)
    assert photos_kept(page) == number


def pictures_of(page, camera: str):
    return page.locator(f"[data-camera={camera}] [data-photos] img[src^=blob]")


@pytest.fixture
def chosen(page):
    """A photo of the visit, larger than needed, and one of a finding; both kept."""
    take_photo(page, "photos", picture("gray", "厂区.jpg", (2400, 1600)))
    road = add_finding(page, "issue", "厂门口道路破损")
    take_photo(page, f"{road}photos", picture("red", "路面.jpg"))
    wait_for_kept(page, 2)
    return road


def test_photos_chosen_before_the_page_was_closed_are_there_again_and_stored_once(
    page, chosen, look
):
    context = page.context
    page.close()
    page = context.new_page()
    page.goto("/visits/log/")
    expect(page.locator("[data-draft-notice]")).to_contain_text("已恢复照片 2 张")
    for camera in ("photos", f"{chosen}photos"):
        expect(pictures_of(page, camera)).to_have_count(1)
        expect(page.locator(f"[data-camera={camera}] .camera-kept")).to_be_visible()
    look(page)
    save_visit(page)
    visit = Visit.objects.get()
    names = visit.photos.order_by("pk").values_list("stored__name", "finding__case__title")
    assert list(names) == [("厂区.jpg", None), ("路面.jpg", "厂门口道路破损")]
    assert StoredFile.objects.count() == 2
    with visit.photos.get(stored__name="厂区.jpg").stored.file.open() as file:
        assert max(Image.open(file).size) == 1600
    wait_for_kept(page, 0)


def test_a_photo_taken_off_does_not_come_back_and_one_put_back_does(page, chosen):
    page.click("[data-camera=photos] [data-photos] button")
    wait_for_kept(page, 1)
    page.click("[data-finding-remove]")
    wait_for_kept(page, 0)
    page.click(".removed button")
    wait_for_kept(page, 1)
    page.wait_for_timeout(600)
    page.reload()
    expect(pictures_of(page, f"{chosen}photos")).to_have_count(1)
    expect(pictures_of(page, "photos")).to_have_count(0)


def test_starting_afresh_drops_the_photos_too(page, chosen):
    page.reload()
    page.click("[data-draft-notice] button")
    expect(page.locator("[data-draft-notice]")).to_have_count(0)
    wait_for_kept(page, 0)


def test_logging_out_leaves_no_photo_on_the_device(page, chosen):
    page.goto("/account/")
    page.locator("form[data-logout]").last.evaluate("form => form.requestSubmit()")
    page.wait_for_url("**/login/**")
    wait_for_kept(page, 0)
    assert photos_kept(page) == 0


@pytest.mark.parametrize(("days", "kept"), [(13, 2), (15, 0)])
def test_photos_stay_a_fortnight(page, chosen, days, kept):
    page.clock.set_fixed_time(timezone.now() + timedelta(days=days))
    page.reload()
    expect(page.locator("#id_situation")).to_have_value("订单较去年增加两成")
    expect(page.locator("[data-photos] img")).to_have_count(kept)
    wait_for_kept(page, kept)


def test_a_photo_the_device_cannot_keep_is_sent_all_the_same_and_said_so(page):
    page.evaluate("() => { IDBObjectStore.prototype.add = () => { throw new Error('no room'); }; }")
    take_photo(page, "photos", picture())
    expect(page.locator("[data-camera=photos] .camera-note")).to_contain_text("请先保存走访")
    expect(page.locator("[data-camera=photos] .camera-kept")).to_be_hidden()
    save_visit(page)
    assert Visit.objects.get().photos.count() == 1


def test_pressing_twice_saves_once(page):
    add_finding(page, "issue", "厂门口道路破损")
    page.locator("[data-send]").dblclick()
    page.wait_for_url("**/visits/ZF*/")
    assert (Visit.objects.count(), Case.objects.count()) == (1, 1)


def test_a_lost_connection_keeps_the_page_and_sends_it_once(page):
    add_finding(page, "issue", "厂门口道路破损")
    page.context.set_offline(True)
    page.click("[data-send]")
    expect(page.locator("[data-status]")).not_to_be_empty()
    expect(page.locator("#id_situation")).to_have_value("订单较去年增加两成")
    assert not Visit.objects.exists()
    page.context.set_offline(False)
    page.wait_for_url("**/visits/ZF*/")
    assert (Visit.objects.count(), Case.objects.count()) == (1, 1)


def test_an_answer_that_was_lost_does_not_double_the_visit(page):
    lost = []

    def lose_the_first(route):
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch())
            route.abort()

    add_finding(page, "demand", "缺焊工二十名")
    tick(page, "mode", "on_site")
    page.route("**/visits/log/", lose_the_first)
    page.click("[data-send]")
    page.wait_for_url("**/visits/ZF*/")
    assert lost[0].ok
    assert (Visit.objects.count(), Case.objects.count()) == (1, 1)


def test_a_list_that_is_ready_late_leaves_the_cursor_where_one_types(page):
    page.evaluate(
        """() => {
            const field = document.querySelector("#id_enterprise").tomselect;
            field.focus();
            field.control_input.value = "jnjm";
            field.control_input.dispatchEvent(new Event("input"));
            document.querySelector("#id_situation").focus();
        }"""
    )
    page.wait_for_timeout(700)
    assert page.evaluate("document.activeElement.id") == "id_situation"
