"""Two workers at once on PostgreSQL: every step is taken once, whoever comes first."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import connection, connections

from issues.models import Slip
from issues.services.cases import case_register
from issues.services.ladder import deadlines_sweep
from issues.services.verification import case_solve_on_the_spot
from notices.models import Notice
from tests.issues.test_journey import MONDAY

pytestmark = pytest.mark.each_database

CASES, WORKERS, LATE = 40, 4, MONDAY + timedelta(days=60)


def together(*works):
    """Run the works at the same moment, each on a connection of its own; return their answers."""
    start = Barrier(len(works))

    def run(work):
        start.wait(timeout=10)
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


@pytest.fixture
def late_cases(transactional_db, district):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer at a time in; the race needs PostgreSQL")
    with time_machine.travel(MONDAY, tick=False):
        return [
            case_register(
                actor=district.officer, kind="issue", enterprise=district.firm, title=f"第{n}件"
            )
            for n in range(CASES)
        ]


def test_sweeps_at_once_take_every_step_exactly_once(late_cases):
    done = together(*[lambda: deadlines_sweep(at=LATE)] * WORKERS)
    assert sum(report["slips"] for report in done) == 3 * CASES
    taken = Counter(Slip.objects.values_list("deadline_id", "level"))
    assert set(taken.values()) == {1}
    assert len(set(Slip.objects.values_list("number", flat=True))) == 3 * CASES
    assert Notice.objects.filter(template="issues.slip_red").count() == CASES


def test_a_case_solved_during_the_sweep_climbs_no_more(late_cases, district):
    def solve():
        for case in late_cases:
            case_solve_on_the_spot(actor=district.officer, case=case, how="已当场协调", at=LATE)

    together(solve, lambda: deadlines_sweep(at=LATE), lambda: deadlines_sweep(at=LATE))
    later = deadlines_sweep(at=LATE)
    met = [case.deadlines.get(stage="dispatch") for case in late_cases]
    assert all(row.met_at and row.next_at is None for row in met)
    assert later["slips"] == 0
