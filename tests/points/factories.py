"""Rows that give or take points, and entries of the ledger."""

from datetime import timedelta
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from issues.models import Attachment, Deadline, LadderPolicy, ReturnRequest, Verification
from issues.workflow import Stage
from points.models import Entry, PointsRule
from points.workflow import Cause
from safety.models import Acceptance
from tests.deeds.factories import DeedFactory
from tests.factories import (
    CaseFactory,
    DrawFactory,
    DrawnCaseFactory,
    OrganizationFactory,
    SlipFactory,
    StoredFileFactory,
    UserFactory,
)


class DeadlineFactory(DjangoModelFactory):
    """A stage of a round that was met in time."""

    class Meta:
        model = Deadline

    case = factory.SubFactory(CaseFactory)
    stage = Stage.RESOLVE
    round = 1
    organization = factory.SubFactory(OrganizationFactory)
    started_at = factory.LazyAttribute(lambda row: row.due_at - timedelta(days=10))
    due_at = factory.LazyFunction(timezone.now)
    due_on = factory.LazyAttribute(lambda row: timezone.localdate(row.due_at))
    original_due_at = factory.SelfAttribute("due_at")
    met_at = factory.SelfAttribute("due_at")
    rule = {}
    ladder = factory.LazyFunction(lambda: LadderPolicy.objects.first())


class EntryFactory(DjangoModelFactory):
    """Points taken for a slip, in the month in which the test says it happened."""

    class Meta:
        model = Entry

    unit = factory.SubFactory(OrganizationFactory)
    cause = Cause.SLIP_RED
    source_id = factory.Sequence(lambda n: 10_000_000 + n)
    label = "督办单"
    rule = factory.LazyAttribute(lambda entry: PointsRule.objects.filter(cause=entry.cause).first())
    points = Decimal(-3)
    full_points = factory.SelfAttribute("points")
    happened_at = factory.LazyFunction(timezone.now)
    booked_at = factory.LazyFunction(timezone.now)
    month = factory.LazyAttribute(
        lambda entry: int(timezone.localtime(entry.happened_at).strftime("%Y%m"))
    )
    about_month = factory.SelfAttribute("month")


def slip_of(unit, at, colour="red"):
    return SlipFactory(
        deadline=DeadlineFactory(organization=unit, due_at=at, met_at=None),
        colour=colour,
        taken_at=at,
    )


def _closing(unit, at, late=0):
    due = at - timedelta(days=1)
    met = due + timedelta(hours=late)
    row = DeadlineFactory(organization=unit, due_at=due, met_at=met)
    DeadlineFactory(case=row.case, stage=Stage.RETURN_VISIT, due_at=at + timedelta(days=30),
                    started_at=at, met_at=None)  # fmt: skip
    return row


def _returned(unit, at):
    return ReturnRequest.objects.create(
        case=CaseFactory(), organization=unit, reason="非本单位职责", requested_by=UserFactory(),
        requested_at=at, upheld=False, decided_by=UserFactory(), decided_at=at,
    )  # fmt: skip


def _reopened(unit, at):
    row = DeadlineFactory(organization=unit, due_at=at - timedelta(days=1))
    later = {"case": row.case, "round": 2, "met_at": None, "started_at": at}
    DeadlineFactory(organization=unit, due_at=at + timedelta(days=9), **later)
    return row


def _relapse(unit, at):
    before = CaseFactory(lead_unit=unit)
    return CaseFactory(relapse_of=before, dispatched_at=at, registered_at=at - timedelta(hours=1))


def _acceptance(unit, at, *, passed=True, late=0):
    case = CaseFactory(kind="hazard", state="written_off")
    due = at - timedelta(days=1)
    met = due + timedelta(hours=late)
    DeadlineFactory(case=case, organization=unit, stage=Stage.RECTIFY, due_at=due, met_at=met)
    photos = {}
    if passed:
        photos = {"before_photo": _photo(case), "after_photo": _photo(case)}
    return Acceptance.objects.create(
        case=case, round=1, rectifying_unit=unit, rectified_by=UserFactory(),
        acceptor=UserFactory(), acceptor_unit=OrganizationFactory(), passed=passed,
        words="" if passed else "护栏仍未安装", at=at, **photos,
    )  # fmt: skip


def _photo(case):
    return Attachment.objects.create(case=case, stored=StoredFileFactory(), purpose="before")


def _second_visit(unit, at, result):
    case = CaseFactory(lead_unit=unit)
    found = {"result": result, "answered_at": at}
    if result != "unreached":
        found["verification"] = Verification.objects.create(
            case=case, round=1, method="visit", after_closing=True, recorded_at=at
        )
    return DrawnCaseFactory(draw=DrawFactory(), case=case, **found)


def _deed(unit, at):
    deed = DeedFactory(organization=unit)
    person = UserFactory()
    return deed.acceptances.create(
        round=1, is_done=True, satisfaction=5, visited_on=timezone.localdate(at), deed_unit=unit,
        responsible=deed.responsible, handed_in_by=deed.responsible, acceptor=person,
        acceptor_unit=OrganizationFactory(), at=at,
    )  # fmt: skip


MADE = {
    Cause.SLIP_BLUE: lambda unit, at: slip_of(unit, at, "blue"),
    Cause.SLIP_ORANGE: lambda unit, at: slip_of(unit, at, "orange"),
    Cause.SLIP_RED: slip_of,
    Cause.CLOSED_IN_TIME: _closing,
    Cause.CLOSED_LATE: lambda unit, at: _closing(unit, at, late=1),
    Cause.RETURNED_WRONGLY: _returned,
    Cause.REOPENED: _reopened,
    Cause.RELAPSE: _relapse,
    Cause.HAZARD_IN_TIME: _acceptance,
    Cause.HAZARD_LATE: lambda unit, at: _acceptance(unit, at, late=1),
    Cause.ACCEPTANCE_FAILED: lambda unit, at: _acceptance(unit, at, passed=False),
    Cause.VERIFIED_SOLVED: lambda unit, at: _second_visit(unit, at, "solved"),
    Cause.VERIFIED_NOT_SOLVED: lambda unit, at: _second_visit(unit, at, "not_solved"),
    Cause.DEED_ACCEPTED: _deed,
}
"""Cause → what makes the row that is one, of a unit at an instant."""
