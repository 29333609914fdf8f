"""What happened is booked once, by the rule of its day and within its cap."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, connection, transaction

from core.trail.guard import lift
from organizations.models import Organization
from points.guard import TABLES
from points.models import Entry, PointsRule
from points.selectors.causes import SOURCES
from points.services.booking import entries_book
from points.services.rules import points_rules_seed
from points.workflow import Cause
from tests.factories import OrganizationFactory
from tests.issues.test_sweep_twice import together
from tests.points.days import IN_OCTOBER, LONG_AGO, NOW
from tests.points.factories import MADE, EntryFactory, slip_of

pytestmark = pytest.mark.each_database

RULE = {"points": Decimal("-2"), "cap": Decimal("5")}


def rule(cause=Cause.SLIP_RED, **facts):
    PointsRule.objects.filter(cause=cause).update(**facts)


def test_every_cause_is_tried_but_the_viewings_which_have_their_own():
    assert set(MADE) == set(SOURCES) - {Cause.VIEWING}


@pytest.mark.parametrize("cause", MADE)
def test_each_cause_is_booked_once_for_whose_it_is(district, cause):
    rule(cause, points="1.5", cap=None)
    row = MADE[cause](district.town, IN_OCTOBER)
    with time_machine.travel(NOW, tick=False):
        assert (entries_book(), entries_book()) == (1, 0)
    entry = Entry.objects.get(cause=cause)
    assert (entry.unit, entry.source_id, entry.points) == (district.town, row.pk, Decimal("1.5"))
    assert (entry.happened_at, entry.month, entry.is_late) == (IN_OCTOBER, 202610, False)


@pytest.mark.parametrize(("colour", "taken"), [("blue", []), ("orange", ["-1"]), ("red", ["-3"])])
def test_by_the_first_rules_a_slip_takes_by_its_colour(district, colour, taken):
    slip_of(district.bureau, IN_OCTOBER, colour)
    entries_book(at=NOW)
    assert [str(entry.points.normalize()) for entry in Entry.objects.all()] == taken


def test_what_happened_before_the_first_rule_takes_nothing(district):
    slip_of(district.bureau, LONG_AGO - timedelta(days=1))
    assert entries_book(at=NOW) == 0


def test_each_is_booked_by_the_version_of_its_day(district):
    rule(until_at=IN_OCTOBER)
    PointsRule.objects.create(cause=Cause.SLIP_RED, version=2, since_at=IN_OCTOBER, **RULE)
    for hours in (-1, 0):
        slip_of(district.bureau, IN_OCTOBER + timedelta(hours=hours))
    entries_book(at=NOW)
    found = Entry.objects.order_by("happened_at").values_list("rule__version", "points")
    assert list(found) == [(1, -3), (2, -2)]


def test_no_more_is_taken_in_a_month_than_the_cap_for_a_unit_with_all_below_it(district):
    rule(**RULE)
    below = OrganizationFactory(parent=district.town, kind=Organization.Kind.COMMUNITY)
    for unit in (district.town, below, district.town, district.bureau):
        slip_of(unit, IN_OCTOBER)
    slip_of(district.town, NOW)
    entries_book(at=NOW + timedelta(hours=1))
    of_the_town = Entry.objects.filter(unit__path__startswith=district.town.path).order_by("id")
    assert [int(entry.points) for entry in of_the_town] == [-2, -2, -1, -2]
    assert [entry.is_capped for entry in of_the_town] == [False, False, True, False]
    assert Entry.objects.get(unit=district.bureau).points == -2


def test_the_database_keeps_one_entry_for_a_cause(district):
    entry = EntryFactory(unit=district.bureau)
    lift(connection, TABLES)
    with pytest.raises(IntegrityError, match="source_id"):
        EntryFactory(unit=district.town, source_id=entry.source_id)


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"points": Decimal(-4), "full_points": Decimal(-3)}, "entry_within_its_rule"),
        ({"points": Decimal(1), "full_points": Decimal(-3)}, "entry_within_its_rule"),
        ({"source_id": None}, "entry_has_a_cause"),
        ({"cause": Cause.GOOD_PRACTICE, "source_id": None}, "entry_has_a_cause"),
        ({"cause": Cause.COUNTER, "source_id": None, "rule": None}, "entry_has_a_cause"),
        ({"month": 202609, "about_month": 202610}, "entry_counts_not_before"),
    ],
)
def test_the_database_refuses_an_entry_that_is_none(district, wrong, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        EntryFactory(unit=district.bureau, **wrong)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_never_lets_an_entry_be_changed(district, change):
    entry = EntryFactory(unit=district.bureau)
    rows = Entry.objects.filter(pk=entry.pk)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        rows.update(points=0) if change == "update" else rows.delete()
    assert rows.get().points == -3


def test_two_at_once_book_each_cause_once(transactional_db):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer at a time in; the race needs PostgreSQL")
    points_rules_seed()
    PointsRule.objects.update(since_at=LONG_AGO)
    unit = OrganizationFactory()
    for _n in range(30):
        slip_of(unit, IN_OCTOBER)
    assert sum(together(*[lambda: entries_book(at=NOW)] * 4)) == 30
    assert sum(entry.points for entry in Entry.objects.all()) == -15
