"""Many writers at once on PostgreSQL: the tallies equal a recount, meanwhile and afterwards."""

import random

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from issues.models import Case
from issues.services.cases import case_register
from issues.services.dispatch import case_dispatch, case_triage
from issues.services.handling import (
    case_accept,
    case_approve_reply,
    case_assign,
    case_submit_reply,
)
from issues.services.returns import case_decide_return, case_return
from issues.services.verification import case_close, case_verify
from issues.workflow import Outcome, State, Tier
from reports.models import Tally
from reports.selectors.recount import cases_misread, tallies_compared
from reports.services.tallies import tallies_fold
from tests.issues.district import small_district
from tests.issues.test_journey import MONDAY
from tests.issues.test_sweep_twice import together

pytestmark = pytest.mark.each_database

WRITERS, OWN, SHARED, STROKES, LOOKS = 4, 2, 20, 25, 40


@pytest.fixture
def district(transactional_db):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer at a time in; the race needs PostgreSQL")
    with time_machine.travel(MONDAY, tick=True):
        yield small_district()


def dispatched(district) -> Case:
    case = case_register(
        actor=district.officer, kind="demand", enterprise=district.firm, title="缺"
    )
    case_triage(actor=district.officer, case=case, tier=Tier.TIME_LIMITED)
    case_dispatch(actor=district.officer, case=case, lead=district.bureau)
    return case


def walk(district) -> None:
    """A case from the office to closing, after the unit said that it is not its own."""
    case = dispatched(district)
    case_return(actor=district.head, case=case, reason="不属于我局职责")
    case_decide_return(actor=district.officer, case=case, uphold=False, decision="属于你局职责")
    case_accept(actor=district.head, case=case)
    case_assign(actor=district.head, case=case, handler=district.handler)
    case_submit_reply(actor=district.handler, case=case, text="已组织专场招聘会")
    case_approve_reply(actor=district.head, case=case)
    case_verify(actor=district.officer, case=case, method="call", is_solved=True, satisfaction=5)
    case_close(actor=district.officer, case=case, outcome=Outcome.SOLVED)


def writer(district, seed: int, shared: list[int]):
    """Walks cases of its own, and between the steps moves some that all writers move."""
    draw, units = random.Random(seed), [district.bureau, district.town, district.office, None]

    def write():
        for _case in range(OWN):
            walk(district)
            for _stroke in range(STROKES):
                facts = {"lead_unit": draw.choice(units), "satisfaction": draw.choice([None, 2, 5])}
                some = Case.objects.filter(pk__in=draw.sample(shared, 5))
                with transaction.atomic():
                    list(some.order_by("pk").select_for_update())
                    some.update(**facts, round=draw.choice([1, 2]))

    return write


def look() -> list:
    """What the kept figures say otherwise than the cases, while all this goes on."""
    return [one for _look in range(LOOKS) for one in tallies_compared(timezone.now())]


def folds() -> int:
    return sum(tallies_fold() for _time in range(LOOKS))


def test_writers_and_folding_at_once_leave_every_figure_equal_to_a_recount(district):
    shared = [dispatched(district).pk for _case in range(SHARED)]
    writers = [writer(district, seed, shared) for seed in range(WRITERS)]
    *_written, seen, folded, _folded = together(*writers, look, folds, folds)
    assert seen == []
    assert folded, "nothing was folded while the writers were at work"
    assert Case.objects.filter(state=State.CLOSED).count() == WRITERS * OWN
    assert [*tallies_compared(timezone.now()), *cases_misread()] == []
    tallies_fold()
    assert not Tally.objects.filter(is_folded=False).exists()
    assert list(tallies_compared(timezone.now())) == []
