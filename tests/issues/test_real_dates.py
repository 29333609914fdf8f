"""The dates of real messages and replies through the engine, counted again without it.

The recount asks the published holidays itself; nothing of ``calendars`` or ``issues`` is used in it.
"""

from bisect import bisect_left, bisect_right
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from chinese_calendar import is_workday
from django.db.models import F

from issues.models import Deadline, DeadlinePolicy
from issues.selectors.replay import Rule
from issues.selectors.what_if import Trial, what_if
from issues.services.deadlines import deadlines_meet, deadlines_start
from tests.enterprises.shared import shared_rows
from tests.factories import CaseFactory, OrganizationFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

ZONE = ZoneInfo("Asia/Shanghai")
CLOSE = time(17, 30)
FIRST, LAST = date(2011, 1, 1), date(2020, 12, 31)
RULES = [
    (5, "working_day"), (10, "working_day"), (15, "working_day"), (20, "working_day"),
    (15, "calendar_day"), (30, "calendar_day"), (60, "calendar_day"),
]  # fmt: skip


@pytest.fixture(scope="module")
def dates():
    """From message to reply, as the office in question kept them; in its own time."""
    rows = shared_rows("complaints/tipdm2020c_replies_2816.csv")
    return [
        tuple(map(datetime.fromisoformat, (row["created_at"], row["replied_at"]))) for row in rows
    ]


@pytest.fixture(scope="module")
def working():
    span = (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1))
    return [day for day in span if is_workday(day)]


def last_day(start: date, length: int, unit: str, working: list[date]) -> date:
    if unit == "working_day":
        return working[bisect_right(working, start) + length - 1]
    return working[bisect_left(working, start + timedelta(days=length))]


def recounted(dates, working, length, unit, late_by=0) -> int:
    """How many replies came by the close of the last day, or so many working days after it."""
    found = 0
    for message, reply in dates:
        due = last_day(message.date(), length, unit, working)
        if late_by:
            due = last_day(due, late_by, "working_day", working)
        found += reply <= datetime.combine(due, CLOSE)
    return found


def test_real_replies_are_on_time_as_an_independent_recount_says(dates, working):
    unit = OrganizationFactory(name="答复单位")
    case = CaseFactory(kind="issue", tier="time_limited", lead_unit=unit, oversight_unit=unit)
    for case.round, (message, reply) in enumerate(dates, start=1):
        deadlines_start(case, ["resolve"], at=message.replace(tzinfo=ZONE))
        deadlines_meet(case, ["resolve"], at=reply.replace(tzinfo=ZONE))
    rows = Deadline.objects.filter(case=case)
    assert rows.count() == len(dates)
    expected = recounted(dates, working, 10, "working_day")
    assert rows.filter(met_at__lte=F("due_at")).count() == expected
    policy = DeadlinePolicy.objects.get(stage="resolve", tier="", until_at=None)
    since, before = (datetime.combine(day, time.min, ZONE) for day in (FIRST, LAST))
    for length, unit in RULES:
        outcome = what_if(Trial(since, before, {policy.pk: Rule(length, unit)}))
        in_time = recounted(dates, working, length, unit)
        reds = len(dates) - recounted(dates, working, length, unit, late_by=5)
        total = outcome.total
        assert (total.count - total.was.late, total.count - total.then.late) == (expected, in_time)
        assert total.then.slips["red"] == reds
        print(f"{length} {unit}: {in_time} of {total.count} on time, {reds} red slips")
