"""A case that goes otherwise: returned and dispatched anew; extended until the system says no."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from issues.models import Case, ReturnRequest
from issues.services.cases import case_register
from issues.services.dispatch import case_dispatch, case_triage
from issues.services.handling import case_accept, case_assign
from issues.workflow import State, Tier
from tests.journeys.steps import expect_state, step

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def dispatched(district) -> Case:
    case = case_register(
        actor=district.officer, kind="demand", enterprise=district.firm, title="办理食品许可"
    )
    case_triage(actor=district.officer, case=case, tier=Tier.TIME_LIMITED)
    case_dispatch(actor=district.officer, case=case, lead=district.bureau)
    return case


def handled(district) -> Case:
    case = dispatched(district)
    case_accept(actor=district.head, case=case)
    case_assign(actor=district.head, case=case, handler=district.handler)
    return case


def test_a_returned_case_is_dispatched_anew_and_handled_by_the_second_unit(
    district, open_page, look
):
    case = dispatched(district)
    first, office = open_page("phone", district.head), open_page("desk", district.officer)
    facts = {"reason": "食品许可不归我局", "suggested_unit": district.support.name}
    step(first, case, "return", **facts)
    look(first)
    expect_state(office, case, State.RETURNED)
    step(office, case, "uphold_return", decision="情况属实")
    look(office)
    office.click(f'a[href="/cases/{case.number}/dispatch/"]')
    expect(office.locator("#id_lead")).to_have_value(str(district.support.pk))
    look(office)
    office.click(".form-actions .btn-primary")

    second = open_page("phone", district.support_head)
    step(second, case, "accept")
    expect(second.get_by_text("转办次数")).to_be_visible()
    look(second)
    expect_state(second, case, State.ACCEPTED)
    office.goto("/cases/returns/")
    expect(office.locator("main")).to_contain_text(district.officer.full_name)
    look(office)
    assert ReturnRequest.objects.get().upheld


def test_a_case_is_extended_twice_and_no_further_and_never_too_late(district, open_page, look):
    case = handled(district)
    with time_machine.travel(timezone.now() - timedelta(days=30)):
        late = handled(district)
    head = open_page("phone", district.head)
    deciders = {"extension": district.officer, "second_extension": district.leader}
    for kind, decider in deciders.items():
        step(head, case, "ask_extension", due_days="5", reason="须市局批复", told="已电话说明")
        look(head)
        page = open_page("desk", decider)
        step(page, case, f"approve_{kind}", decision="同意")
        look(page)
    for refused, why in ((case, "不得第三次申请"), (late, "申请延期已过时")):
        address = f"/cases/{refused.number}/"
        head.goto(address)
        expect(head.locator(f'a[href="{address}ask_extension/"]')).to_have_count(0)
        head.goto(f"{address}ask_extension/")
        expect(head.get_by_text(why)).to_be_visible()
        look(head)
    assert Case.objects.get(pk=case.pk).requests.count() == 2
