"""What gives or takes points, read from the rows themselves: never from a queue.

Each source names the rows of one cause and says of each: whose it is, in which case, when it
happened, and what it is called.
"""

from collections.abc import Callable
from datetime import datetime

from django.db.models import (
    BigIntegerField,
    DecimalField,
    Exists,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Concat

from deeds.models import DeedAcceptance
from issues.models import Case, Deadline, ReturnRequest, Slip
from issues.models.ladder import Colour
from issues.workflow import Kind, Stage
from points.models import Entry, ViewedProject
from points.workflow import Cause, ViewingState
from safety.models import Acceptance
from visits.models import DrawnCase

CASE_LABEL = Concat("case__number", Value(" "), "case__title")


_ITS_CASE = F("case_id")
_NO_CASE = Value(None, output_field=BigIntegerField())
_WHOLE = Value(100, output_field=DecimalField())


def _named(
    rows: QuerySet, *, unit: str, at: F, label=CASE_LABEL, case=_ITS_CASE, share=_WHOLE
) -> QuerySet:
    """``share`` is how much of the rule's points it is worth, in percent."""
    return rows.order_by().annotate(
        of_unit=F(unit), of_case=case, happened=at, name=label, share=share
    )


def _slips(colour: Colour) -> QuerySet:
    label = Concat("number", Value(" · "), "case__title")
    slips = Slip.objects.filter(colour=colour)
    return _named(slips, unit="organization_id", at=F("taken_at"), label=label)


def _rounds(stage: Stage) -> QuerySet:
    """The rounds that a unit brought to their end: by the deadline that was met."""
    return Deadline.objects.filter(stage=stage, met_at__isnull=False, cancelled_at__isnull=True)


def _closings(*, in_time: bool) -> QuerySet:
    """Closing begins the time of the return visit; how it ended is the closure rate's matter."""
    closed = Deadline.objects.filter(
        case=OuterRef("case"), round=OuterRef("round"), stage=Stage.RETURN_VISIT
    )
    rounds = _rounds(Stage.RESOLVE).annotate(
        closed_at=Subquery(closed.order_by("id").values("started_at")[:1])
    )
    kept = Q(met_at__lte=F("due_at"))
    rounds = rounds.filter(kept if in_time else ~kept, closed_at__isnull=False)
    return _named(rounds, unit="organization_id", at=F("closed_at"))


def _reopenings() -> QuerySet:
    """A round that another followed, and when that one began; hazards have acceptances for it."""
    later = Deadline.objects.filter(case=OuterRef("case"), round=OuterRef("round") + 1)
    begun = later.order_by().values("case").annotate(first=Min("started_at")).values("first")
    rounds = _rounds(Stage.RESOLVE).exclude(case__kind=Kind.HAZARD)
    rounds = rounds.annotate(followed_at=Subquery(begun)).filter(followed_at__isnull=False)
    return _named(rounds, unit="organization_id", at=F("followed_at"))


def _relapses() -> QuerySet:
    """Once dispatched: at triage the office may still find that it is another matter."""
    cases = Case.objects.filter(relapse_of__isnull=False, dispatched_at__isnull=False)
    return _named(
        cases,
        unit="relapse_of__lead_unit_id",
        at=F("dispatched_at"),
        label=Concat("number", Value(" "), "title"),
        case=F("id"),
    )


def _returns() -> QuerySet:
    refused = ReturnRequest.objects.filter(upheld=False)
    return _named(refused, unit="organization_id", at=F("decided_at"))


def _written_off(*, in_time: bool) -> QuerySet:
    kept = Q(met_at__lte=F("due_at"))
    rectified = _rounds(Stage.RECTIFY).filter(
        kept if in_time else ~kept, case=OuterRef("case"), round=OuterRef("round")
    )
    found = Acceptance.objects.filter(Exists(rectified), passed=True)
    return _named(found, unit="rectifying_unit_id", at=F("at"))


def _failed() -> QuerySet:
    return _named(Acceptance.objects.filter(passed=False), unit="rectifying_unit_id", at=F("at"))


def _second_visits(result: str) -> QuerySet:
    drawn = DrawnCase.objects.filter(result=result)
    return _named(drawn, unit="lead_unit_id", at=F("answered_at"))


def _deeds() -> QuerySet:
    found = DeedAcceptance.objects.filter(is_done=True)
    return _named(found, unit="deed_unit_id", at=F("at"), label=F("deed__title"), case=_NO_CASE)


def _viewed() -> QuerySet:
    projects = ViewedProject.objects.filter(
        viewing__state=ViewingState.CLOSED, result__isnull=False
    )
    label = Concat("viewing__title", Value(" · "), "title")
    return _named(
        projects,
        unit="unit_id",
        at=F("viewing__closed_at"),
        label=label,
        case=_NO_CASE,
        share=F("result"),
    )


SOURCES: dict[Cause, Callable[[], QuerySet]] = {
    Cause.SLIP_BLUE: lambda: _slips(Colour.BLUE),
    Cause.SLIP_ORANGE: lambda: _slips(Colour.ORANGE),
    Cause.SLIP_RED: lambda: _slips(Colour.RED),
    Cause.CLOSED_IN_TIME: lambda: _closings(in_time=True),
    Cause.CLOSED_LATE: lambda: _closings(in_time=False),
    Cause.RETURNED_WRONGLY: _returns,
    Cause.REOPENED: _reopenings,
    Cause.RELAPSE: _relapses,
    Cause.HAZARD_IN_TIME: lambda: _written_off(in_time=True),
    Cause.HAZARD_LATE: lambda: _written_off(in_time=False),
    Cause.ACCEPTANCE_FAILED: _failed,
    Cause.VERIFIED_SOLVED: lambda: _second_visits(DrawnCase.Result.SOLVED),
    Cause.VERIFIED_NOT_SOLVED: lambda: _second_visits(DrawnCase.Result.NOT_SOLVED),
    Cause.DEED_ACCEPTED: _deeds,
    Cause.VIEWING: _viewed,
}


def causes_unbooked(cause: Cause, *, since: datetime, until: datetime) -> QuerySet:
    """The rows of a cause without an entry that happened between two instants, the oldest first."""
    booked = Entry.objects.filter(cause=cause, source_id=OuterRef("pk"))
    rows = SOURCES[cause]().filter(~Exists(booked), happened__gte=since, happened__lt=until)
    return rows.filter(of_unit__isnull=False).order_by("happened", "pk")
