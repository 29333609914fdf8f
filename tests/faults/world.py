"""A district for the fault runs: posts of every sort, and deadlines spread over weeks."""

import random
from datetime import date, datetime, timedelta

from calendars.counting import WorkingCalendar
from calendars.selectors import load_calendar
from issues.models import Case, Deadline, LadderPolicy, LadderRung
from issues.services.deadlines import next_step
from issues.workflow import Stage
from organizations.models import Organization, Position
from tests.factories import (
    CaseFactory,
    EnterpriseFactory,
    OrganizationFactory,
    PositionFactory,
    UserFactory,
)

STAGES = (Stage.RESOLVE, Stage.ACCEPT, Stage.FIRST_CONTACT)


def build(*, cases: int, since: date, days: int, seed: int = 1) -> None:
    """So many cases, each with one to three deadlines due within ``days`` working days."""
    rng, calendar = random.Random(seed), load_calendar()
    units, office = _units(since)
    firm, officer = EnterpriseFactory(), UserFactory()
    ladders = [*LadderPolicy.objects.filter(is_current=True), _steep()]
    rows = [
        CaseFactory.build(
            enterprise=firm,
            oversight_unit=office,
            registered_by=officer,
            lead_unit=(lead := rng.choice(units)),
            handler=lead.worker if rng.random() < 0.6 else None,
            registered_at=datetime.combine(since, datetime.min.time()).astimezone(),
        )
        for _n in range(cases)
    ]
    Case.objects.bulk_create(rows)
    deadlines = [
        _deadline(rng, calendar, case, stage, rng.choice(ladders), since, days)
        for case in Case.objects.select_related("lead_unit")
        for stage in STAGES[: rng.choice((1, 1, 2, 3))]
    ]
    Deadline.objects.bulk_create(deadlines)


def _units(since: date) -> tuple[list[Organization], Organization]:
    """Heads who are there, on leave, gone, or with a closed account; leaders likewise."""
    root = OrganizationFactory(kind=Organization.Kind.DISTRICT)
    office = OrganizationFactory(parent=root, is_visit_office=True)
    PositionFactory(organization=office)
    leaders = [
        PositionFactory(organization=root, kind=Position.Kind.LEADER, **facts)
        for facts in ({}, {"holder": None}, _leave(since))
    ]
    for _n in range(2):
        PositionFactory(organization=root, kind=Position.Kind.PRINCIPAL)
    units = [
        OrganizationFactory(parent=root, leader=leaders[n % 3] if n % 4 else None) for n in range(8)
    ]
    posts = ({}, {}, {"holder": None}, {"holder__is_active": False}, _leave(since))
    for n, unit in enumerate(units):
        PositionFactory(organization=unit, **posts[n % 5])
        unit.worker = UserFactory()
    below = OrganizationFactory(parent=units[0], kind=Organization.Kind.BRANCH)
    below.worker = UserFactory()
    return [*units, below], office


def _leave(since: date) -> dict:
    """From the third week to the fifth."""
    return {
        "delegate": UserFactory(),
        "delegate_from_on": since + timedelta(days=14),
        "delegate_until_on": since + timedelta(days=30),
    }


def _steep() -> LadderPolicy:
    """One step only, and that the highest."""
    steep = LadderPolicy.objects.create(name="一步到位", version=9, is_current=False)
    LadderRung.objects.create(
        policy=steep, level=3, offset=0, at_opening=False, recipient="principal", colour="red"
    )
    return steep


def _deadline(
    rng, calendar: WorkingCalendar, case, stage, ladder, since: date, days: int
) -> Deadline:
    """Due on a working day, one in twelve on a day off; one in ten met or taken back before."""
    due = calendar.working_day(since, rng.randint(1, days))
    due_on, due_at = due.date, due.closes_at
    if rng.random() < 0.08:
        due_on = next(
            day.date for day in calendar.days if day.date > due.date and not day.is_working
        )
        due_at = due.closes_at + (due_on - due.date)
    started = calendar.working_day(due.date, -rng.randint(0, 10)).opens_at - timedelta(hours=1)
    ended = rng.choice((None,) * 18 + ("met_at", "cancelled_at"))
    row = Deadline(
        case=case,
        stage=stage,
        round=1,
        organization=case.lead_unit,
        started_at=started,
        due_at=due_at,
        due_on=due_on,
        original_due_at=due_at,
        rule={},
        ladder=ladder,
    )
    if ended:
        setattr(row, ended, started + timedelta(hours=1))
    else:
        row.next_level, row.next_at = next_step(row, calendar)
    return row
