"""Each rate at its boundaries, and the rates of random districts recounted in plain Python."""

from datetime import timedelta

import pytest
import time_machine

from issues.models import Case
from issues.workflow import Kind, Outcome, State
from reports.periods import Period
from reports.rates import BY_KEY, RATES, Figure
from reports.selectors.figures import figures_total
from reports.selectors.frames import Frame
from tests.factories import CaseFactory, OrganizationFactory
from tests.reports.district import NOW, random_district, returned

pytestmark = pytest.mark.each_database

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
START = NOW - 10 * DAY
SPAN = Period((NOW - 30 * DAY).date(), NOW.date())
IN_TIME, NOT_IN_TIME, LEFT_OUT = (1, 1), (0, 1), (0, 0)
CLOSED = {"state": State.CLOSED, "closed_at": NOW, "outcome": Outcome.SOLVED}

RESTING = {"state": State.SUSPENDED, "suspended_at": NOW - 2 * DAY}
WITHDRAWN = {"state": State.WITHDRAWN, "closed_at": NOW}


class Everybody:
    """Somebody who may see everything: the rates themselves are tested here."""

    def grants(self, permission):
        return {"all": frozenset()}


def counted(key: str, **facts) -> tuple[int, int]:
    facts = {"dispatched_at": START, "state": State.DISPATCHED, **facts}
    CaseFactory(**facts)
    figure = figures_total(Frame(Everybody(), SPAN, NOW), (BY_KEY[key],))[0]
    return figure.numerator, figure.denominator


def due(resolved_at=None, due_at=NOW, original=None, **more) -> dict:
    return {
        "resolve_due_at": due_at,
        "resolve_original_due_at": original or due_at,
        "resolved_at": resolved_at,
        **more,
    }


FACTS = [
    ("response", {"accept_due_at": NOW, "accepted_at": NOW - DAY}, IN_TIME, "before"),
    ("response", {"accept_due_at": NOW, "accepted_at": NOW}, IN_TIME, "in the last moment"),
    ("response", {"accept_due_at": START, "accepted_at": START + SECOND}, NOT_IN_TIME, "after"),
    ("response", {"accept_due_at": NOW - SECOND}, NOT_IN_TIME, "not accepted and due"),
    ("response", {"accept_due_at": NOW}, LEFT_OUT, "time still runs"),
    ("response", {"kind": Kind.HAZARD}, LEFT_OUT, "hazards are not accepted"),
    ("response", {"state": State.RETURNED, "accept_due_at": START}, NOT_IN_TIME, "passed round"),
    ("response", {"dispatched_at": None, "state": State.REGISTERED}, LEFT_OUT, "not dispatched"),
    ("closure", CLOSED, IN_TIME, "solved"),
    ("closure", CLOSED | {"outcome": Outcome.EXPLAINED}, IN_TIME, "explained"),
    ("closure", CLOSED | {"outcome": Outcome.LONG_TERM}, NOT_IN_TIME, "long-term plan"),
    ("closure", CLOSED | {"outcome": Outcome.CANNOT}, NOT_IN_TIME, "cannot be solved"),
    ("closure", {"state": State.VERIFIED}, NOT_IN_TIME, "open"),
    ("closure", RESTING, NOT_IN_TIME, "suspended, not counted as closed"),
    ("closure", WITHDRAWN, LEFT_OUT, "withdrawn"),
    ("response", WITHDRAWN | {"accept_due_at": START}, LEFT_OUT, "withdrawn"),
    ("satisfaction", WITHDRAWN | {"satisfaction": 5}, LEFT_OUT, "withdrawn"),
    ("reopened", WITHDRAWN | {"round": 2}, LEFT_OUT, "withdrawn"),
    ("closure", CLOSED | {"dispatched_at": None, "registered_at": START}, LEFT_OUT, "on the spot"),
    ("on_time", CLOSED | due(NOW - DAY), IN_TIME, "before"),
    ("on_time", CLOSED | due(NOW), IN_TIME, "in the last moment"),
    ("on_time", CLOSED | due(NOW, NOW - SECOND), NOT_IN_TIME, "after"),
    ("on_time", CLOSED | due(NOW, original=START), IN_TIME, "extended"),
    ("on_time", CLOSED | due(NOW, None), LEFT_OUT, "no deadline"),
    ("on_time", due(None, NOW - SECOND), NOT_IN_TIME, "open and overdue"),
    ("on_time", due(None, NOW), LEFT_OUT, "open, time still runs"),
    ("on_time", due(NOW - DAY, NOW), LEFT_OUT, "replied in time, not closed yet"),
    ("on_time", due(NOW, NOW - DAY), NOT_IN_TIME, "replied late, not closed yet"),
    ("on_time", RESTING | due(None, NOW - DAY), LEFT_OUT, "suspended in time"),
    ("on_time", RESTING | due(None, NOW - 3 * DAY), NOT_IN_TIME, "suspended when late"),
    ("on_time", WITHDRAWN | due(None, NOW - DAY), LEFT_OUT, "withdrawn"),
    ("on_time_original", RESTING | due(None, NOW - DAY), NOT_IN_TIME, "suspended"),
    ("on_time_original", CLOSED | due(NOW), IN_TIME, "in the last moment"),
    ("on_time_original", CLOSED | due(NOW, original=START), NOT_IN_TIME, "extended"),
    ("on_time_original", due(None, NOW + DAY, START), NOT_IN_TIME, "extended and open"),
    ("satisfaction", {"satisfaction": 5}, IN_TIME, "very satisfied"),
    ("satisfaction", {"satisfaction": 4}, IN_TIME, "satisfied"),
    ("satisfaction", {"satisfaction": 3}, NOT_IN_TIME, "neither"),
    ("satisfaction", {"satisfaction": None}, LEFT_OUT, "no answer"),
    ("reopened", {"round": 2}, IN_TIME, "opened again"),
    ("reopened", {"resolved_at": NOW}, NOT_IN_TIME, "replied to once"),
    ("reopened", {}, LEFT_OUT, "not replied to yet"),
    ("misdirected", {"hand_overs": 1}, NOT_IN_TIME, "handed down by the unit itself"),
    ("relapse", {}, NOT_IN_TIME, "new"),
]


@pytest.mark.parametrize(
    ("key", "facts", "expected"),
    [fact[:3] for fact in FACTS],
    ids=[f"{fact[0]}: {fact[3]}" for fact in FACTS],
)
def test_what_each_rate_counts(db, key, facts, expected):
    assert counted(key, **facts) == expected


@pytest.mark.parametrize(("upheld", "misdirected"), [(None, 0), (False, 0), (True, 1)])
def test_a_return_counts_whatever_was_decided_and_a_wrong_dispatch_only_if_agreed_to(
    db, upheld, misdirected
):
    case = CaseFactory(dispatched_at=START, lead_unit=OrganizationFactory())
    returned(case, upheld=upheld)
    assert counted("returned") == (1, 2)
    assert counted("misdirected") == (misdirected, 3)


def test_a_case_that_came_back_counts_as_a_relapse(db):
    first = CaseFactory(dispatched_at=START)
    assert counted("relapse", relapse_of=first) == (1, 2)


@pytest.mark.parametrize(
    ("dispatched_at", "expected"),
    [
        (SPAN.since_at - SECOND, 0),
        (SPAN.since_at, 1),
        (SPAN.before_at - SECOND, 1),
        (SPAN.before_at, 0),
    ],
)
def test_a_period_is_whole_days_of_the_district(db, dispatched_at, expected):
    assert counted("closure", dispatched_at=dispatched_at)[1] == expected


@pytest.mark.parametrize(
    ("numerator", "denominator", "percent"),
    [(0, 0, None), (1, 3, 33.3), (2, 3, 66.7), (9999, 10000, 99.9), (1, 9999, 0.1), (3, 3, 100)],
)
def test_all_is_said_only_of_all_and_nothing_only_of_nothing(numerator, denominator, percent):
    assert Figure(RATES[0], numerator, denominator).percent == percent


@pytest.mark.parametrize("seed", range(4))
def test_the_rates_of_a_random_district_agree_with_a_recount(db, seed):
    with time_machine.travel(NOW, tick=False):
        cases = random_district(seed, 60)
    for place, case in enumerate(cases[:9]):
        returned(case, upheld=(None, False, True)[place % 3])
        Case.objects.filter(pk=case.pk).update(relapse_of=cases[-1])
    for span in (SPAN, Period((NOW - 200 * DAY).date(), NOW.date())):
        figures = figures_total(Frame(Everybody(), span, NOW))
        found = {one.rate.key: (one.numerator, one.denominator) for one in figures}
        assert found == recount(span)


def recount(span: Period) -> dict[str, tuple[int, int]]:
    """The definitions once more, case by case, without a word of SQL."""
    cases = [
        case
        for case in Case.objects.all()
        if case.state != State.WITHDRAWN
        and case.dispatched_at
        and span.since_at <= case.dispatched_at < span.before_at
    ]
    return {
        "response": tally(cases, answered_in_time, accepting_over),
        "closure": tally(cases, solved, lambda case: True),
        "on_time": tally(cases, *timely("resolve_due_at")),
        "on_time_original": tally(cases, *timely("resolve_original_due_at")),
        "satisfaction": tally(
            cases, lambda case: case.satisfaction > 3, lambda case: case.satisfaction is not None
        ),
        "returned": tally(cases, lambda case: case.return_requests.exists(), lambda case: True),
        "misdirected": tally(
            cases,
            lambda case: case.return_requests.filter(upheld=True).exists(),
            lambda case: True,
        ),
        "relapse": tally(cases, lambda case: case.relapse_of_id, lambda case: True),
        "reopened": tally(
            cases, lambda case: case.round > 1, lambda case: case.resolved_at or case.round > 1
        ),
    }


def tally(cases, numerator, denominator) -> tuple[int, int]:
    among = [case for case in cases if denominator(case)]
    return sum(1 for case in among if numerator(case)), len(among)


def accepting_over(case) -> bool:
    return bool(case.accept_due_at and (case.accepted_at or case.accept_due_at < NOW))


def answered_in_time(case) -> bool:
    return bool(case.accepted_at and case.accepted_at <= case.accept_due_at)


def solved(case) -> bool:
    return case.closed_at is not None and case.outcome in ("solved", "explained")


def timely(column: str):
    def met(case):
        return case.closed_at and case.resolved_at <= getattr(case, column)

    def over(case):
        due_at = getattr(case, column)
        if due_at is None:
            return False
        if case.closed_at:
            return True
        stopped_at = column == "resolve_due_at" and case.suspended_at
        return case.resolved_at > due_at if case.resolved_at else due_at < (stopped_at or NOW)

    return met, over
