"""The main job from end to end, as the people of a district do it: visit, cases, ladder, figures."""

import io
import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone, translation
from openpyxl import load_workbook
from playwright.sync_api import expect

from issues.models import Slip
from issues.services.ladder import deadlines_sweep
from issues.workflow import State
from notices.services import notices_deliver
from safety.workflow import HazardState
from tests.journeys.conftest import picture
from tests.journeys.steps import (
    add_finding,
    choose,
    expect_state,
    log_in_by_hand,
    save_visit,
    step,
    take_photo,
    tick,
)
from visits.models import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_a_visit_finds_is_owned_until_it_is_solved(district, team, open_page, look):
    number = the_leader_logs_a_visit(district, open_page, look)
    found = {
        finding.case.kind: finding.case
        for finding in Visit.objects.get(number=number).findings.select_related("case")
    }
    assert set(found) == {"issue", "demand", "hazard"}
    assert found["demand"].lead_unit == district.bureau
    the_office_dispatches(district, found["issue"], open_page, look)
    the_bureau_answers(district, found["issue"], open_page, look)
    the_office_closes(district, found["issue"], open_page, look)
    the_hazard_is_written_off(district, found["hazard"], open_page, look)
    what_is_left_lying_climbs(district, found["demand"], open_page, look)
    the_leader_sees_the_rate(district, open_page, look)
    the_lists_are_handed_round(district, open_page, look)


def the_leader_logs_a_visit(district, open_page, look) -> str:
    page = open_page("phone")
    page.goto("/login/")
    look(page)
    log_in_by_hand(page, district.leader)
    look(page)
    page.click(".tabbar .tab-main")
    page.wait_for_url("**/visits/log/")
    look(page)
    choose(page, "id_enterprise", "jnjm", district.firm.name)
    tick(page, "mode", "on_site")
    page.fill("#id_situation", "订单较去年增加两成,夜班缺人")
    page.fill("#id_root_cause", "本地技工不足")
    road = add_finding(page, "issue", "厂门口道路破损", description="雨天积水,货车难行")
    take_photo(page, f"{road}photos", picture("gray"))
    staff = add_finding(page, "demand", "缺焊工二十名")
    tick(page, f"{staff}handling", "dispatch")
    choose(page, f"id_{staff}unit", "rlzy", district.bureau.name)
    fire = add_finding(page, "hazard", "消防通道堆放杂物", place="一号车间")
    page.select_option(f"[name={fire}field]", "fire")
    take_photo(page, f"{fire}photos", picture("red"))
    look(page)
    number = save_visit(page)
    look(page)
    page.goto("/visits/")
    expect(page.get_by_text(district.firm.name).first).to_be_visible()
    look(page)
    return number


def the_office_dispatches(district, issue, open_page, look) -> None:
    page = open_page("desk", district.officer)
    page.goto("/")
    look(page)
    page.goto(f"/cases/{issue.number}/")
    look(page)
    step(page, issue, "triage", tier="leader_led")
    page.wait_for_url("**/dispatch/")
    look(page)
    choose(page, "id_lead", "rlzy", district.bureau.name)
    choose(page, "id_supports-0-unit", "scjd", district.support.name)
    page.fill("[name=supports-0-task]", "协助核对占道经营")
    choose(page, "id_sponsor", "赵建国", district.leader.full_name)
    page.fill("[name=due_days]", "10")
    expect(page.locator("[data-due-says]")).to_contain_text("月")
    step(page, issue, "dispatch")
    issue.refresh_from_db()
    assert issue.state == State.DISPATCHED
    assert issue.lead_unit == district.bureau
    expect_state(page, issue, State.DISPATCHED)
    look(page)


def the_bureau_answers(district, issue, open_page, look) -> None:
    head = open_page("phone", district.head)
    head.goto("/")
    look(head)
    step(head, issue, "accept")
    step(head, issue, "assign", handler=district.handler.full_name)
    expect_state(head, issue, State.HANDLING)
    look(head)
    support = open_page("phone", district.support_head)
    step(support, issue, "support_reply", text="已核对,无占道经营")
    handler = open_page("desk", district.handler)
    handler.goto(f"/cases/{issue.number}/submit_reply/")
    look(handler)
    step(handler, issue, "submit_reply", text="路面已修复", files_sent=picture("green", "修复.jpg"))
    expect_state(handler, issue, State.SUBMITTED)
    look(handler)
    head.goto(f"/cases/{issue.number}/approve_reply/")
    look(head)
    step(head, issue, "approve_reply")
    expect_state(head, issue, State.REPLIED)


def the_office_closes(district, issue, open_page, look) -> None:
    page = open_page("desk", district.officer)
    page.goto(f"/cases/{issue.number}/verify/")
    look(page)
    step(
        page,
        issue,
        "verify",
        method="call",
        is_solved="yes",
        satisfaction="5",
        words="路修好了,谢谢",
    )
    step(page, issue, "close", outcome="solved")
    expect_state(page, issue, State.CLOSED)
    look(page)
    issue.refresh_from_db()
    assert (issue.state, issue.outcome) == (State.CLOSED, "solved")


def the_hazard_is_written_off(district, hazard, open_page, look) -> None:
    inspector = open_page("phone", district.inspector)
    inspector.goto("/hazards/")
    look(inspector)
    step(inspector, hazard, "file")
    look(inspector)
    judged = {"likelihood": "3", "severity": "2", "grade": "ordinary"}
    step(inspector, hazard, "assess", **judged, basis="对照消防判定标准")
    step(
        inspector,
        hazard,
        "order",
        lead=district.bureau.name,
        measures="清理通道",
        person="张厂长",
    )
    look(inspector)
    head = open_page("phone", district.head)
    step(head, hazard, "submit", how="已清理", after=picture("blue", "整改后.jpg"))
    look(head)
    expect(head.locator("a[href$='/pass_acceptance/']")).to_have_count(0)
    step(inspector, hazard, "pass_acceptance", words="现场核查合格")
    look(inspector)
    hazard.refresh_from_db()
    assert hazard.state == HazardState.WRITTEN_OFF
    desk = open_page("desk", district.inspector)
    for address in ("/hazards/", "/hazards/ledger/", f"/hazards/{hazard.number}/"):
        desk.goto(address)
        look(desk)


def what_is_left_lying_climbs(district, demand, open_page, look) -> None:
    """Nobody accepts the demand; a month later it stands before the principal leader."""
    later = timezone.now() + timedelta(days=30)
    with translation.override("zh-hans"):
        told = deadlines_sweep(at=later)
    assert told["by_level"][4] > 0
    with time_machine.travel(later + timedelta(days=4)):
        notices_deliver()
    red = Slip.objects.filter(case=demand, level=4).first()
    assert red.recipient == district.principal
    page = open_page("phone", district.principal)
    page.goto("/notices/")
    expect(page.get_by_text(demand.number).first).to_be_visible()
    look(page)
    page.goto(f"/cases/{demand.number}/")
    expect(page.get_by_text(red.number).first).to_be_visible()
    look(page)
    office = open_page("desk", district.officer)
    office.goto("/cases/slips/")
    expect(office.get_by_text(red.number).first).to_be_visible()
    look(office)


def the_leader_sees_the_rate(district, open_page, look) -> None:
    for size in ("phone", "desk"):
        page = open_page(size, district.leader)
        page.goto("/figures/")
        look(page)
        expect_rows_filled(page, ".rates-main")
    closure = page.locator("section.rate", has=page.locator("#rate-closure"))
    expect(closure.locator(".figure-number")).to_contain_text("%")
    figure = closure.locator(".rate-parts a").first
    counted = int(re.search(r"\d+", figure.inner_text()).group())
    figure.click()
    page.wait_for_url("**/figures/cases/**")
    expect(page.locator("table.list tbody tr")).to_have_count(counted)
    look(page)


def expect_rows_filled(page, rates: str) -> None:
    """No rate stands beside an empty place: the last reaches as far right as the widest row."""
    ends = page.locator(f"{rates} > *").evaluate_all(
        "all => all.map((one) => Math.round(one.getBoundingClientRect().right))"
    )
    assert ends[-1] == max(ends)


def the_lists_are_handed_round(district, open_page, look) -> None:
    page = open_page("desk", district.officer)
    phone = open_page("phone", district.officer)
    for name in ("", "issues/", "demands/", "responsibilities/", "deadlines/"):
        page.goto(f"/cases/{name}")
        look(page)
        phone.goto(f"/cases/{name}")
        look(phone)
    page.goto("/cases/demands/?q=焊工")
    expect(page.locator("table.list tbody tr")).to_have_count(1)
    with page.expect_download() as download:
        page.click("a[href*='/lists/export/']")
    book = load_workbook(io.BytesIO(download.value.path().read_bytes()))
    said = {str(cell.value) for sheet in book for row in sheet.rows for cell in row}
    assert len(book.worksheets) == 4
    assert any("缺焊工二十名" in words for words in said)
    assert not any("厂门口道路破损" in words for words in said)
