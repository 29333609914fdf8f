"""The table of days: filled once, changed by the district, numbered without a gap."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from calendars.changes import DayDecision, DayWithdrawal
from calendars.counting import LengthUnit, instant
from calendars.models import Day, Edition, Stretch
from calendars.selectors import calendar_held, calendar_read, load_calendar
from calendars.services import calendar_change, calendar_preview, calendar_seed
from calendars.tasks import calendar_keep
from core.audit import SYSTEM
from core.errors import NotSo, NotYou, Overtaken
from core.models import TrailEntry
from organizations.roles import Role

pytestmark = pytest.mark.django_db

TYPHOON = dt.date(2026, 8, 12)


@pytest.fixture
def administrator(person_with):
    return person_with(Role.ADMINISTRATOR)


def strike(actor, date=TYPHOON, **facts):
    change = DayDecision(date, is_working=False, **{"reason": "typhoon", **facts})
    return calendar_change(actor=actor, change=change)


def withdraw(actor, date=TYPHOON):
    return calendar_change(actor=actor, change=DayWithdrawal(date, "it passed by"))


def due_on(start: dt.date, length: int) -> dt.date:
    start_at = instant(start, dt.time(9))
    return load_calendar().due_after(start_at, length, LengthUnit.WORKING_DAY).on


def assert_numbered_without_a_gap():
    """Days follow each other, and so do their ordinals and what was worked by their end."""
    worked = dt.timedelta()
    for stretch in Stretch.objects.order_by("opens_at"):
        worked += stretch.closes_at - stretch.opens_at
        assert stretch.worked == worked
    days = list(Day.objects.order_by("date"))
    number = 0
    for before, day in zip([None, *days], days, strict=False):
        number += day.is_working
        assert day.ordinal == number
        assert before is None or day.date - before.date == dt.timedelta(days=1)


def test_every_database_has_its_calendar():
    assert Day.objects.count() == (dt.date(2030, 1, 1) - dt.date(2004, 1, 1)).days
    assert_numbered_without_a_gap()


def test_the_days_hold_the_office_hours_that_sql_joins_on():
    saturday, monday = Day.objects.in_bulk([dt.date(2026, 11, 21), dt.date(2026, 11, 23)]).values()
    assert monday.opens_at == instant(monday.date, dt.time(8, 30))
    assert monday.closes_at == instant(monday.date, dt.time(17, 30))
    assert (saturday.opens_at, saturday.closes_at) == (monday.opens_at, monday.closes_at)


def test_n_working_days_after_is_one_join():
    day = Day.objects.get(date=dt.date(2026, 9, 24))
    after = Day.objects.get(ordinal=day.ordinal + 10, is_working=True)
    assert after.date == dt.date(2026, 10, 15)


def test_seeding_again_changes_nothing():
    editions = Edition.objects.count()
    assert calendar_seed(actor=SYSTEM) is None
    calendar_keep()
    assert Edition.objects.count() == editions


def test_seeding_mends_what_is_missing_or_no_longer_so():
    Day.objects.filter(date__gte=dt.date(2028, 1, 1)).delete()
    Day.objects.filter(date=dt.date(2027, 3, 1)).update(source=Day.Source.STATE_COUNCIL)
    edition = calendar_seed(actor=SYSTEM)
    assert (edition.from_on, edition.until_on) == (dt.date(2027, 3, 1), dt.date(2029, 12, 31))
    assert_numbered_without_a_gap()
    assert TrailEntry.objects.get().actor_name == "系统"


def test_an_empty_table_is_filled_and_until_then_refused_with_a_sentence():
    Day.objects.all().delete()
    Edition.objects.all().delete()
    with pytest.raises(NotSo, match="empty"):
        due_on(TYPHOON, 1)
    calendar_seed(actor=SYSTEM)
    assert_numbered_without_a_gap()


def test_a_struck_day_moves_what_is_counted_over_it(administrator):
    assert due_on(TYPHOON - dt.timedelta(days=1), 1) == TYPHOON
    strike(administrator)
    assert due_on(TYPHOON - dt.timedelta(days=1), 1) == dt.date(2026, 8, 13)
    assert_numbered_without_a_gap()


def test_a_struck_day_and_the_weekend_before_it_point_to_the_next_opening(administrator):
    monday = dt.date(2026, 8, 10)
    strike(administrator, monday)
    openings = Day.objects.filter(date__range=(dt.date(2026, 8, 8), monday)).values_list("opens_at")
    assert {opens for (opens,) in openings} == {instant(dt.date(2026, 8, 11), dt.time(8, 30))}


def test_a_day_may_be_added_and_is_named_in_the_count(administrator):
    saturday = dt.date(2026, 8, 15)
    change = DayDecision(saturday, is_working=True, reason="flood repairs")
    calendar_change(actor=administrator, change=change)
    lines = load_calendar().count(
        instant(dt.date(2026, 8, 14), dt.time(9)), 1, LengthUnit.WORKING_DAY
    )
    assert lines[-1].why == "working day by district decision: flood repairs"


def test_several_days_are_struck_at_once_and_those_off_already_pass(administrator):
    edition = strike(administrator, dt.date(2026, 8, 14), last_on=dt.date(2026, 8, 18))
    assert (edition.from_on, edition.until_on) == (dt.date(2026, 8, 14), dt.date(2026, 8, 18))
    decided = Day.objects.exclude(note="").values_list("date", flat=True)
    assert sorted(day.day for day in decided) == [14, 17, 18]


def test_a_look_at_what_a_change_would_do_changes_nothing(administrator):
    before, editions = calendar_read().days, Edition.objects.count()
    change = DayDecision(TYPHOON, is_working=False, reason="typhoon")
    foresight = calendar_preview(actor=administrator, change=change)
    assert foresight.outcome.since_on == TYPHOON
    assert calendar_read().days == before
    assert load_calendar().is_working(TYPHOON)
    assert (Edition.objects.count(), TrailEntry.objects.count()) == (editions, 0)


def test_a_change_that_was_looked_at_before_another_was_made_is_refused(administrator):
    change = DayDecision(TYPHOON, is_working=False, reason="typhoon")
    stamp = calendar_preview(actor=administrator, change=change).stamp
    strike(administrator, dt.date(2026, 9, 1))
    with pytest.raises(Overtaken):
        calendar_change(actor=administrator, change=change, stamp=stamp)
    assert load_calendar().is_working(TYPHOON)


def test_withdrawing_brings_the_schedule_back(administrator):
    before = calendar_read().days
    strike(administrator)
    withdraw(administrator)
    assert calendar_read().days == before


def test_the_districts_days_survive_a_new_schedule(administrator):
    strike(administrator)
    Day.objects.filter(date__gte=dt.date(2028, 1, 1)).delete()
    calendar_seed(actor=SYSTEM)
    assert not load_calendar().is_working(TYPHOON)


def test_a_change_writes_the_trail_with_its_reason(administrator):
    edition = strike(administrator)
    entry = TrailEntry.objects.get()
    assert (entry.action, entry.note) == ("calendars.district_day_set", "typhoon")
    assert entry.changes == {"dates": ["2026-08-12"], "is_working": False, "hours": ""}
    assert (edition.from_on, edition.until_on) == (TYPHOON, TYPHOON)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_those_who_manage_the_calendar_may_change_it(role, person_with):
    with pytest.raises(NotYou):
        strike(person_with(role))
    with pytest.raises(NotYou):
        withdraw(person_with(role))
    with pytest.raises(NotYou):
        calendar_preview(actor=person_with(role), change=DayWithdrawal(TYPHOON))


def test_what_is_so_already_is_not_decided_again(administrator):
    strike(administrator)
    with pytest.raises(Overtaken):
        strike(administrator)
    with pytest.raises(Overtaken):
        withdraw(administrator, dt.date(2026, 8, 13))


@pytest.mark.parametrize(
    ("date", "reason"), [(TYPHOON, "  "), (dt.date(2003, 1, 1), "typhoon"), (dt.date.max, "x")]
)
def test_a_decision_needs_a_reason_and_a_day_of_the_calendar(date, reason, administrator):
    with pytest.raises(NotSo):
        strike(administrator, date, reason=reason)


def test_the_database_refuses_two_working_days_of_one_ordinal():
    with pytest.raises(IntegrityError), transaction.atomic():
        Day.objects.filter(date=dt.date(2026, 11, 24)).update(ordinal=F("ordinal") - 1)


def test_the_database_refuses_a_district_day_without_a_reason():
    with pytest.raises(IntegrityError), transaction.atomic():
        Day.objects.filter(date=dt.date(2026, 11, 24)).update(is_scheduled=False)


def test_the_calendar_costs_one_small_query_and_none_while_held(django_assert_num_queries):
    load_calendar()
    with django_assert_num_queries(1):
        load_calendar()
    with calendar_held(), django_assert_num_queries(1):
        assert load_calendar() is load_calendar()


def test_a_change_is_seen_at_once_even_while_held(administrator):
    with calendar_held():
        assert load_calendar().is_working(TYPHOON)
        strike(administrator)
        assert not load_calendar().is_working(TYPHOON)


def test_a_change_that_was_rolled_back_is_not_remembered(administrator):
    with transaction.atomic():
        strike(administrator)
        assert not load_calendar().is_working(TYPHOON)
        transaction.set_rollback(True)
    assert load_calendar().is_working(TYPHOON)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("run", [1, 2])
def test_tests_with_transactions_of_their_own_find_the_calendar_too(run):
    assert due_on(dt.date(2026, 9, 24), 10) == dt.date(2026, 10, 15)
