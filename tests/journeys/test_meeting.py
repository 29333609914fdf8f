"""A leader convenes, the minutes give a task, the unit replies, the lead replies; then the wall."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from calendars.selectors import load_calendar
from issues.services.cases import case_register
from issues.services.dispatch import case_dispatch, case_triage
from issues.services.handling import case_accept, case_assign
from issues.workflow import Tier
from tests.journeys.steps import choose

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def case(district):
    """Led by a leader, in the handler's hands, due in thirty working days."""
    due_at = load_calendar().working_day(timezone.localdate(), 30).closes_at
    made = case_register(
        actor=district.officer, kind="demand", enterprise=district.firm, title="扩建用地"
    )
    case_triage(actor=district.officer, case=made, tier=Tier.LEADER_LED)
    case_dispatch(
        actor=district.officer, case=made, lead=district.bureau, sponsor=district.leader,
        resolve_due_at=due_at,
    )  # fmt: skip
    case_accept(actor=district.head, case=made)
    case_assign(actor=district.head, case=made, handler=district.handler)
    return made


def test_from_the_meeting_to_the_reply_and_the_wall(district, case, open_page, look):
    of_case = f"/cases/{case.number}/"
    desk = open_page("desk", district.leader)
    the_leader_convenes(district, desk, of_case)
    desk.goto(f"{of_case}record_minutes/")
    look(desk)
    desk.fill("#id_minutes", "市场监管局核实证照，一周内反馈。")
    desk.fill("#id_tasks-0-task", "核实证照")
    desk.fill("#id_tasks-0-due_days", "5")
    desk.click(".form-actions .btn-primary")
    desk.goto(f"{of_case}plan/")
    for place, name in enumerate(("方案", "实施")):
        desk.fill(f"#id_lines-{place}-name", name)
        desk.fill(f"#id_lines-{place}-length", "10")
    desk.click("[name=propose]")
    expect(desk.locator("#id_lines-0-due_on")).not_to_have_value("")
    look(desk)
    desk.click(".form-actions .btn-primary")
    expect(desk.locator(".milestones")).to_contain_text("实施")
    look(desk)

    phone = open_page("phone", district.support_head)
    phone.goto(f"{of_case}task_reply/")
    look(phone)
    phone.fill("#id_text", "证照齐全，无异议。")
    phone.click(".form-actions .btn-primary")
    expect(phone.locator(".meeting")).to_contain_text("证照齐全")

    handler = open_page("desk", district.handler)
    handler.goto(f"{of_case}submit_reply/")
    expect(handler.locator("#id_without_supports")).to_have_count(0)
    handler.fill("#id_text", "已协调落实。")
    handler.click(".form-actions .btn-primary")
    expect(handler.locator(".page-header")).to_contain_text("答复待审核")

    for width in ("desk", "phone"):
        wall = open_page(width, district.leader)
        wall.goto("/cases/wall/")
        expect(wall.locator(".wall-list")).to_contain_text("实施")
        look(wall)


def the_leader_convenes(district, desk, of_case: str) -> None:
    desk.goto(f"{of_case}convene/")
    held_at = timezone.localtime() + timedelta(days=1)
    desk.fill("#id_held_at", held_at.strftime("%Y-%m-%dT14:00"))
    desk.fill("#id_place", "三楼会议室")
    choose(desk, "id_units", "scjd", district.support.name)
    desk.locator("#id_place").click()
    desk.click(".form-actions .btn-primary")
    expect(desk.locator(".meeting")).to_contain_text("三楼会议室")
