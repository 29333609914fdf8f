"""After thousands of random changes, each by whoever and in any order, the tallies equal a recount."""

import random

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from issues.models import CampaignMark, Case
from organizations.models import Organization
from reports.selectors.recount import tallies_compared
from reports.services.tallies import tallies_fold
from tests.factories import CaseFactory
from tests.reports.district import NOW, random_district, random_facts

pytestmark = pytest.mark.each_database

CHANGES, EXAMPLES = 300, 10
AS_NEW = {"state": "registered", "outcome": "", "round": 1, "satisfaction": None} | dict.fromkeys(
    (
        *("dispatched_at", "accept_due_at", "accepted_at", "resolve_due_at", "resolved_at"),
        *("resolve_original_due_at", "due_at", "suspended_at", "closed_at"),
    )
)
"""Where a case stands before anything else is said of it."""


@pytest.fixture(scope="module")
def cases(once):
    def make():
        with time_machine.travel(NOW, tick=False):
            return random_district(3, 30)

    with once(make) as made:
        yield made


def change(draw: random.Random, cases: list[Case]) -> None:
    """One of: a new case, one deleted, one in another situation, or many moved by one statement."""
    what, case = draw.random(), draw.choice(cases)
    some = Case.objects.filter(pk__in=[one.pk for one in draw.sample(cases, min(5, len(cases)))])
    if what < 0.1:
        cases.append(CaseFactory(**facts(draw), enterprise=case.enterprise, town=case.town))
    elif what < 0.15 and len(cases) > 20:
        cases.remove(case)
        Case.objects.filter(pk=case.pk).delete()
    elif what < 0.25:
        some.update(lead_unit=draw.choice(Organization.objects.all()))
    elif what < 0.3:
        some.update(campaign=draw.choice([None, *CampaignMark.objects.all()]))
    elif what < 0.35:
        some.update(returned=draw.choice([0, 1, 2]), satisfaction=draw.choice([None, 2, 5]))
    else:
        Case.objects.filter(pk=case.pk).update(**facts(draw))


def facts(draw: random.Random) -> dict:
    found = AS_NEW | random_facts(draw)
    at = found["dispatched_at"]
    found["dispatched_month"] = at and at.year * 100 + at.month
    found["dispatched_day"] = at and found["dispatched_month"] * 100 + at.day
    return found | {"registered_at": at or NOW}


@pytest.mark.slow
@given(seed=st.integers(0, 2**32))
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_thousands_of_random_changes_leave_the_tallies_equal_to_a_recount(db, cases, seed):
    draw = random.Random(seed)
    CampaignMark.objects.get_or_create(name="企业服务月")
    now = list(Case.objects.order_by("pk"))  # with what an example before this one left
    for place in range(CHANGES):
        change(draw, now)
        if place % 60 == 30:
            tallies_fold()
        if place % 60 == 0:
            assert list(tallies_compared(NOW)) == [], place
    assert list(tallies_compared(NOW)) == []
