"""The counts above a list: exact while few, and never a look at everything."""

from datetime import timedelta

import pytest
from django.db.models import Q
from django.utils import timezone

from issues.models import Case
from issues.selectors import lists
from issues.selectors.lists import PiledUp, counts_by
from tests.factories import CaseFactory

pytestmark = pytest.mark.each_database

SETTLED = PiledUp(frozenset({"closed", "written_off"}), Q(closed_at__isnull=True))
STATES = ["registered", "dispatched", "handling", "closed", "written_off"]


@pytest.fixture
def cases(db, monkeypatch):
    """So many cases in each state; ten are too many to count, and one in five is not rare."""
    monkeypatch.setattr(lists, "CAP", 10)
    monkeypatch.setattr(lists, "RARE", 5)

    def make(**numbers):
        for state, number in numbers.items():
            settled = {"outcome": "solved", "closed_at": timezone.now() + timedelta(1)}
            facts = settled if state in SETTLED.values else {}
            kind = "hazard" if state == "written_off" else "demand"
            for _n in range(number):
                CaseFactory(state=state, kind=kind, **facts)
        return Case.objects.all()

    return make


@pytest.mark.parametrize(
    ("numbers", "counts"),
    [
        ({}, ["0", "0", "0", "0", "0"]),
        ({"registered": 4, "closed": 6}, ["4", "0", "0", "6", "0"]),
        ({"closed": 10, "registered": 3}, ["3", "0", "0", "10", "None"]),
        ({"closed": 30, "registered": 3}, ["3", "0", "0", "10+", "None"]),
        ({"handling": 12, "registered": 3}, ["3", "0", "10+", "None", "None"]),
        ({"written_off": 1, "closed": 9, "registered": 1}, ["1", "0", "0", "9", "1+"]),
    ],
)
def test_each_state_has_its_count_or_at_least_so_many(cases, numbers, counts):
    found = counts_by(cases(**numbers), "state", STATES, SETTLED)
    assert [str(found[state]) for state in STATES] == counts


@pytest.mark.parametrize(
    ("numbers", "asked"), [({"closed": 5}, 1), ({"closed": 30}, 3), ({"handling": 30}, 5)]
)
def test_counting_takes_few_statements(cases, numbers, asked, django_assert_num_queries):
    rows = cases(**numbers)
    with django_assert_num_queries(asked):
        counts_by(rows, "state", STATES, SETTLED)
