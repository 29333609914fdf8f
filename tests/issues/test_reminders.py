"""The handler of what is late is reminded on working days 1, 2, 4 and 8, once each."""

from datetime import timedelta

import pytest
import time_machine

from issues.models import Deadline
from issues.services.cases import case_register
from issues.services.dispatch import case_dispatch_on_the_spot
from issues.services.handling import case_accept, case_assign, case_submit_reply
from issues.services.reminders import handlers_remind
from notices.models import Notice
from notices.services import notices_deliver
from tests.issues.test_journey import MONDAY

pytestmark = pytest.mark.each_database

DUE = MONDAY.replace(day=16)
"""Ten working days after MONDAY; a Monday too, and a week without holidays follows."""


@pytest.fixture
def case(district):
    """In the handler's hands, due on the 16th."""
    with time_machine.travel(MONDAY, tick=False):
        case = case_register(
            actor=district.officer, kind="demand", enterprise=district.firm, title="缺焊工二十名"
        )
        case_dispatch_on_the_spot(actor=district.officer, case=case, lead=district.bureau)
        case_accept(actor=district.head, case=case)
        case_assign(actor=district.head, case=case, handler=district.handler)
        Deadline.objects.filter(case=case).exclude(stage="resolve").update(
            cancelled_at=MONDAY, next_level=None, next_at=None
        )
    return case


def days_told() -> list[int]:
    told = Notice.objects.filter(template="issues.reminder").order_by("id")
    return [notice.params["days"] for notice in told]


def test_each_day_of_the_four_and_no_other(case):
    told_on = {}
    for day in range(40):
        before = len(days_told())
        for hour in range(3):
            handlers_remind(at=DUE + timedelta(days=day, hours=hour))
        if len(days_told()) > before:
            told_on[(DUE + timedelta(days=day)).strftime("%m-%d")] = days_told()[-1]
    assert told_on == {"03-17": 1, "03-18": 2, "03-20": 4, "03-26": 8}


@pytest.mark.parametrize(
    ("first_pass_on", "told"), [(0, []), (3, [2]), (4, [4]), (9, [4]), (21, [8]), (30, [])]
)
def test_after_an_outage_only_the_latest_is_made_up_for(first_pass_on, told, case):
    handlers_remind(at=DUE + timedelta(days=first_pass_on, hours=1))
    assert days_told() == told


def test_it_goes_to_the_handler_and_leads_to_the_case(case, district):
    handlers_remind(at=DUE + timedelta(days=1))
    notices_deliver()
    notice = Notice.objects.get(template="issues.reminder")
    assert (notice.recipient, notice.level) == (district.handler, "orange")
    assert notice.url == f"/cases/{case.number}/"
    assert "缺焊工二十名" in notice.title


@pytest.mark.parametrize("change", ["met", "paused", "nobody", "another unit"])
def test_who_has_nothing_late_in_hands_is_left_in_peace(change, case, district):
    if change == "met":
        with time_machine.travel(MONDAY + timedelta(days=1), tick=False):
            case_submit_reply(actor=district.handler, case=case, text="已联系职校")
            Deadline.objects.update(met_at=MONDAY + timedelta(days=1), next_at=None)
    elif change == "paused":
        Deadline.objects.update(paused_at=MONDAY, next_at=None)
    elif change == "nobody":
        type(case).objects.update(handler=None)
    else:
        Deadline.objects.update(organization=district.town)
    handlers_remind(at=DUE + timedelta(days=1))
    assert days_told() == []


def test_a_fixed_number_of_statements(case, django_assert_num_queries):
    with django_assert_num_queries(2):
        handlers_remind(at=DUE + timedelta(days=1))
