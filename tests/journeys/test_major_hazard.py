"""A major hazard from its finding to the end of its listing, with a suspension order between."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from core.uploads import photo_store
from issues.models import Case
from organizations.roles import Role
from safety.models import Listing, SuspensionOrder
from safety.services.finding import hazard_register
from safety.services.loop import hazard_file, hazard_order, hazard_submit
from safety.workflow import Grade, HazardState
from tests.factories import MembershipFactory, UserFactory
from tests.journeys.steps import address_of, expect_state, step
from tests.safety.conftest import PLAN
from tests.safety.conftest import picture as upload

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.slow]

SUSPENDED = "停产停业整顿"


@pytest.fixture
def second(district):
    """Another inspector of the authority."""
    person = UserFactory(username="second", full_name="秦岚")
    MembershipFactory(user=person, role=Role.SAFETY_OFFICER, organization=district.authority)
    return person


@pytest.fixture
def hazard(district) -> Case:
    """Found and filed."""
    photo = photo_store(actor=district.inspector, upload=upload(name="整改前.jpg"))
    facts = {"field": "fire", "title": "厂房内违规设置员工宿舍", "place": "三号厂房"}
    case = hazard_register(
        actor=district.inspector, enterprise=district.firm, photos=[photo], **facts
    )
    hazard_file(actor=district.inspector, case=case, field="fire", place="三号厂房")
    return case


def order_rectification(district, case) -> None:
    due_on = timezone.localdate() + timedelta(days=60)
    hazard_order(
        actor=district.inspector, case=case, lead=district.bureau, plan=PLAN, due_on=due_on
    )


def test_a_major_hazard_is_listed_suspended_resumed_accepted_and_taken_off(
    district, hazard, second, open_page, look
):
    inspector = open_page("desk", district.inspector)
    _assessed_by_a_criterion(inspector, hazard, look)
    order_rectification(district, hazard)
    _suspended(inspector, hazard, look)
    office = open_page("desk", district.officer)
    _red_wherever_it_stands(office, district, hazard, look)
    head = open_page("phone", district.head)
    _reported(head, hazard, look)
    _resumed(open_page("phone", second), hazard, look)
    office.goto(f"/enterprises/{district.firm.pk}/")
    expect(office.locator(".suspended")).to_have_count(0)
    photo = photo_store(actor=district.head, upload=upload("green", "整改后.jpg"))
    hazard_submit(actor=district.head, case=hazard, how="宿舍已搬离", after=[photo])
    step(inspector, hazard, "pass_acceptance", words="现场核查,宿舍已清空")
    expect_state(inspector, hazard, HazardState.WRITTEN_OFF)
    _taken_off(inspector, office, hazard, look)


def _assessed_by_a_criterion(page, case, look) -> None:
    """A criterion is met: the level may not be another, and the hazard comes on the list."""
    page.goto(f"{address_of(case)}assess/")
    page.locator(".matrix-why summary").click()
    expect(page.locator(".matrix .is-major")).to_have_count(6)
    page.select_option("#id_likelihood", "3")
    page.select_option("#id_severity", "3")
    page.locator("[name=criteria]").first.check()
    page.locator("[name=grade][value=ordinary]").check()
    page.fill("#id_basis", "重大火灾隐患直接判定要素")
    look(page)
    page.click(".form-actions .btn-primary")
    expect(page.locator("#id_grade, .invalid-feedback").first).to_be_visible()
    expect(page.get_by_text("直接判定为重大隐患").first).to_be_visible()
    page.locator("[name=grade][value=major]").check()
    page.click(".form-actions .btn-primary")
    expect(page.get_by_role("heading", name="挂牌督办")).to_be_visible()
    listing = Listing.objects.get()
    expect(page.locator("main")).to_contain_text(listing.number)
    look(page)


def _suspended(page, case, look) -> None:
    page.goto(f"{address_of(case)}order_suspension/")
    page.locator("[name=extent][value=whole]").check()
    page.fill("#id_basis", "《安全生产法》第七十条")
    page.fill("#id_reason", "整改前无法保证安全")
    page.fill("#id_conditions", "宿舍已清空并封闭")
    look(page)
    page.click(".form-actions .btn-primary")
    expect(page.locator(".suspended")).to_contain_text(SUSPENDED)
    look(page)
    order = SuspensionOrder.objects.get()
    answer = page.request.get(f"/hazards/orders/{order.number}/pdf/")
    assert (answer.status, answer.body()[:5]) == (200, b"%PDF-")


def _red_wherever_it_stands(page, district, case, look) -> None:
    for address in (f"/enterprises/{district.firm.pk}/", address_of(case)):
        page.goto(address)
        expect(page.locator(".suspended")).to_contain_text(SUSPENDED)
        look(page)
    page.goto(f"/visits/log/?enterprise={district.firm.pk}")
    expect(page.locator("#brief .suspended")).to_contain_text(SUSPENDED)
    for address in ("/enterprises/", "/hazards/ledger/", "/hazards/", "/hazards/listed/"):
        page.goto(address)
        expect(page.locator(".badge-suspended").first).to_be_visible()
        look(page)


def _reported(page, case, look) -> None:
    step(page, case, "report_progress", done="60", text="宿舍搬离过半,其余本周完成")
    expect(page.locator("main")).to_contain_text("60%")
    look(page)


def _resumed(page, case, look) -> None:
    """One item fails first: the order stays; then every item passes."""
    order = SuspensionOrder.objects.get()
    for failed in (2, None):
        page.goto(f"{address_of(case)}check_resumption/")
        for place in range(len(order.items)):
            answer = "no" if place == failed else "yes"
            page.locator(f"[name=item_{place}][value={answer}]").check()
        if failed is not None:
            page.fill(f"#id_note_{failed}", "联锁装置未检测")
            look(page)
        page.fill("#id_words", "逐项核查")
        page.click(".form-actions .btn-primary")
        page.wait_for_url(re.compile(rf"{address_of(case)}$"))
        expect(page.locator(".suspended")).to_have_count(0 if failed is None else 1)
    look(page)


def _taken_off(page, office, case, look) -> None:
    step(page, case, "unlist", words="整改到位,经现场验收合格,予以摘牌。")
    look(page)
    office.goto("/hazards/listed/?standing=taken_off")
    row = office.locator("table.list tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text(case.title)
    with office.expect_download() as download:
        office.get_by_role("link", name="导出").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    case.refresh_from_db()
    assert (case.grade, Listing.objects.get().ending) == (Grade.MAJOR, "written_off")
