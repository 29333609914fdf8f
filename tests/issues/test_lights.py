"""The light of a case and of a deadline: the same in SQL and in Python, for every situation."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from issues.models import Case, Deadline, Slip
from issues.selectors.lights import (
    Light,
    cases_with_light,
    deadline_light,
    deadlines_with_light,
    light_of,
    soon_until,
    with_deadline_facts,
    with_light_facts,
)
from issues.services.cases import case_register
from tests.factories import SlipFactory

pytestmark = pytest.mark.each_database

FRIDAY = datetime(2026, 3, 6, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
MONDAY_CLOSE = datetime(2026, 3, 9, 17, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
MINUTE = timedelta(minutes=1)

# facts of the case, red slip on an open deadline?, red slip on a met one? → light
SITUATIONS = [
    ({"due_at": None}, False, False, Light.ON_TIME),
    ({"due_at": MONDAY_CLOSE + MINUTE}, False, False, Light.ON_TIME),
    ({"due_at": MONDAY_CLOSE}, False, False, Light.DUE_SOON),
    ({"due_at": FRIDAY}, False, False, Light.DUE_SOON),
    ({"due_at": FRIDAY - MINUTE}, False, False, Light.LATE),
    ({"due_at": FRIDAY - MINUTE}, True, False, Light.SUPERVISED),
    ({"due_at": FRIDAY - MINUTE}, False, True, Light.LATE),
    ({"due_at": FRIDAY + MINUTE}, False, True, Light.DUE_SOON),
    ({"due_at": None}, False, True, Light.MADE_GOOD),
    ({"due_at": None}, True, True, Light.SUPERVISED),
    ({"due_at": None, "closed_at": FRIDAY}, False, False, Light.CLOSED),
    ({"due_at": FRIDAY - MINUTE, "closed_at": FRIDAY}, False, False, Light.CLOSED),
    ({"due_at": None, "closed_at": FRIDAY}, False, True, Light.MADE_GOOD),
    ({"due_at": FRIDAY - MINUTE, "closed_at": FRIDAY}, True, False, Light.SUPERVISED),
]


@pytest.fixture
def case(district):
    with time_machine.travel(FRIDAY - timedelta(days=20), tick=False):
        return case_register(
            actor=district.officer, kind="demand", enterprise=district.firm, title="招工难"
        )


def red_slip(case, *, met: bool):
    first = Deadline.objects.first()
    row = Deadline(
        case=case,
        stage="resolve" if met else "verify",
        round=1,
        organization=first.organization,
        started_at=first.started_at,
        due_at=first.due_at,
        due_on=first.due_on,
        original_due_at=first.due_at,
        rule={},
        ladder=first.ladder,
        met_at=FRIDAY if met else None,
    )
    row.save()
    SlipFactory(deadline=row)
    return row


@pytest.mark.parametrize(("facts", "open_red", "met_red", "expected"), SITUATIONS)
def test_sql_and_python_agree_on_the_light_of_a_case(case, facts, open_red, met_red, expected):
    Case.objects.filter(pk=case.pk).update(**facts)
    if open_red:
        red_slip(case, met=False)
    if met_red:
        red_slip(case, met=True)
    plain = Case.objects.get()
    assert light_of(plain, FRIDAY) == expected
    assert light_of(with_light_facts(Case.objects.all()).get(), FRIDAY) == expected
    found = [light for light in Light if cases_with_light(Case.objects.all(), light, FRIDAY)]
    assert found == [expected]


@pytest.mark.parametrize(
    ("due_at", "met", "red", "expected"),
    [
        (MONDAY_CLOSE + MINUTE, False, False, Light.ON_TIME),
        (MONDAY_CLOSE, False, False, Light.DUE_SOON),
        (FRIDAY - MINUTE, False, False, Light.LATE),
        (FRIDAY - MINUTE, False, True, Light.SUPERVISED),
        (FRIDAY - MINUTE, True, True, Light.MADE_GOOD),
        (FRIDAY - MINUTE, True, False, Light.CLOSED),
    ],
)
def test_sql_and_python_agree_on_the_light_of_a_deadline(case, due_at, met, red, expected):
    row = red_slip(case, met=met)
    Deadline.objects.filter(pk=row.pk).update(due_at=due_at)
    if not red:
        Slip.objects.all().delete()
    rows = Deadline.objects.filter(pk=row.pk)
    soon_at = soon_until(FRIDAY)
    assert deadline_light(with_deadline_facts(rows).get(), FRIDAY, soon_at) == expected
    assert [light for light in Light if deadlines_with_light(rows, light, FRIDAY)] == [expected]


def test_soon_reaches_over_the_weekend(db):
    assert timezone.localtime(soon_until(FRIDAY)) == MONDAY_CLOSE
