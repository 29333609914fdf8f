"""Pauses and extensions of running deadlines: the date, the ladder, the light, and why."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, transaction

from calendars.selectors import load_calendar
from issues.models import CaseRequest, Deadline, Pause, Slip
from issues.selectors.clock import due_of
from issues.selectors.lights import Light, deadline_light, deadlines_with_light, soon_until
from issues.selectors.lights import with_deadline_facts as with_facts
from issues.selectors.why import why_lines
from issues.services.cases import case_register
from issues.services.clocks import deadline_extend, deadlines_pause, deadlines_resume
from issues.services.dispatch import case_dispatch_on_the_spot
from issues.services.ladder import deadlines_sweep
from issues.workflow import Asked, Stage

pytestmark = pytest.mark.each_database

ZONE = ZoneInfo("Asia/Shanghai")


def march(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=ZONE)


@pytest.fixture
def case(district):
    """Dispatched on Monday 2 March at 9:00: to be resolved by Monday 16 March."""
    with time_machine.travel(march(2), tick=False):
        case = case_register(
            actor=district.officer, kind="demand", enterprise=district.firm, title="招工难"
        )
        case_dispatch_on_the_spot(actor=district.officer, case=case, lead=district.bureau)
    return case


@pytest.fixture
def row(case):
    return case.deadlines.get(stage=Stage.RESOLVE)


def pause(case, started_at, ended_at):
    deadlines_pause(case, at=started_at)
    deadlines_resume(case, at=ended_at)


def extend(case, row, due_at, *, at, by, kind=Asked.EXTENSION):
    row.refresh_from_db()
    request = CaseRequest.objects.create(
        case=case, kind=kind, round=1, deadline=row, from_at=row.due_at, due_at=due_at,
        reason="须市局批复", told="已说明", requested_by=case.lead_unit.positions.get().holder, requested_at=at,
        approved=True, decided_by=by, decided_at=at,
    )  # fmt: skip
    deadline_extend(request)
    row.refresh_from_db()


def steps_taken(row):
    return list(row.slips.order_by("level").values_list("level", flat=True))


@pytest.mark.parametrize(
    ("pauses", "due_at"),
    [
        ([], march(16, 17, 30)),
        ([(march(4), march(4, 16))], march(16, 17, 30)),
        ([(march(4), march(11))], march(23, 17, 30)),
        ([(march(4), march(6)), (march(10), march(13))], march(23, 17, 30)),
        ([(march(18), march(20))], march(18, 17, 30)),
    ],
)
def test_each_pause_moves_the_date_by_its_working_days_and_the_original_stays(
    case, row, pauses, due_at
):
    for started_at, ended_at in pauses:
        pause(case, started_at, ended_at)
    row.refresh_from_db()
    assert (row.due_at, row.original_due_at) == (due_at, march(16, 17, 30))
    assert row.paused_seconds == sum((end - start).total_seconds() for start, end in pauses)
    assert Pause.objects.filter(deadline=row).count() == len(pauses)


def test_every_open_deadline_of_the_case_pauses_in_its_own_unit(case):
    pause(case, march(2, 12), march(5, 12))
    dates = {row.stage: row.due_at for row in case.deadlines.filter(met_at=None)}
    assert dates == {
        Stage.ACCEPT: march(6, 17, 30),
        Stage.FIRST_CONTACT: march(9, 17, 30),
        Stage.RESOLVE: march(19, 17, 30),
    }


def test_what_is_met_already_does_not_pause(case):
    pause(case, march(4), march(11))
    assert not Pause.objects.filter(deadline__stage=Stage.DISPATCH).exists()


def test_no_step_falls_while_the_clock_stands_still(case):
    deadlines_sweep(at=march(2, 10))
    before = Slip.objects.count()
    deadlines_pause(case, at=march(2, 11))
    assert deadlines_sweep(at=march(31))["slips"] == 0
    assert Slip.objects.count() == before


def test_the_database_refuses_a_step_to_come_during_a_pause(case, row):
    deadlines_pause(case, at=march(3))
    with pytest.raises(IntegrityError), transaction.atomic():
        Deadline.objects.filter(pk=row.pk).update(next_level=1, next_at=march(13))


def test_after_a_pause_the_ladder_goes_on_above_the_steps_that_have_their_slips(case, row):
    Deadline.objects.exclude(pk=row.pk).update(met_at=march(2, 10), next_at=None)
    deadlines_sweep(at=march(16, 9))
    assert steps_taken(row) == [1, 2]
    pause(case, march(16, 10), march(23, 10))
    row.refresh_from_db()
    assert (row.due_at, row.next_level, row.next_at) == (march(23, 17, 30), 3, march(25, 17, 30))
    deadlines_sweep(at=march(25, 18))
    assert steps_taken(row) == [1, 2, 3]


def test_a_step_not_yet_taken_falls_by_the_moved_date(case, row):
    pause(case, march(12), march(17))
    row.refresh_from_db()
    assert (row.next_level, row.next_at) == (1, march(18, 8, 30))


def test_an_extension_sets_the_date_and_pauses_after_it_move_it(case, row, district):
    pause(case, march(4), march(6))
    extend(case, row, march(25, 17, 30), at=march(9), by=district.officer)
    assert row.due_at == march(25, 17, 30)
    pause(case, march(10), march(11))
    row.refresh_from_db()
    assert (row.due_at, row.original_due_at) == (march(26, 17, 30), march(16, 17, 30))
    assert (row.next_level, row.next_at) == (1, march(25, 8, 30))


def test_the_second_extension_is_the_one_that_counts(case, row, district):
    extend(case, row, march(20, 17, 30), at=march(9), by=district.officer)
    extend(
        case, row, march(27, 17, 30), at=march(10), by=district.leader, kind=Asked.SECOND_EXTENSION
    )
    assert row.due_at == march(27, 17, 30)


def test_counting_anew_by_the_same_calendar_changes_nothing(case, row, district):
    pause(case, march(4), march(6))
    extend(case, row, march(25, 17, 30), at=march(9), by=district.officer)
    pause(case, march(10), march(11))
    for one in case.deadlines.all():
        assert due_of(one, load_calendar()).at == one.due_at


@pytest.mark.parametrize("stage", [Stage.RESOLVE])
def test_a_paused_deadline_has_the_grey_light_alike_in_sql_and_python(case, stage):
    deadlines_pause(case, at=march(3))
    rows = case.deadlines.filter(stage=stage)
    now = march(30)
    assert deadline_light(with_facts(rows).get(), now, soon_until(now)) == Light.SUSPENDED
    assert [light for light in Light if deadlines_with_light(rows, light, now)] == [Light.SUSPENDED]


def test_why_this_date_names_pauses_and_extensions_in_their_order(case, row, district):
    pause(case, march(4), march(6, 15))
    extend(case, row, march(25, 17, 30), at=march(9), by=district.officer)
    deadlines_pause(case, at=march(10))
    row.refresh_from_db()
    assert why_lines(row)[-5:] == [
        "Suspended from Wed 4 Mar 09:00 to Fri 6 Mar 15:00: 2 working days not counted",
        "extension to Wed 25 Mar 17:30, approved by officer on Mon 9 Mar",
        "The clock has stood still since Tue 10 Mar 09:00",
        "Due Wed 25 Mar 17:30",
        "Originally due Mon 16 Mar 17:30",
    ]
