"""Dynamic zero (动态清零): what is open, who stands between each hazard and zero, and the trend."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db import models
from django.db.models import Case as Choose
from django.db.models import Count, F, Q, QuerySet, Value, When
from django.db.models.functions import TruncMonth, TruncWeek
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calendars.counting import local_date
from issues.models import Case, Deadline
from issues.selectors.ball import ball_of
from issues.selectors.lights import light_of, soon_until
from organizations.models import Organization
from safety.workflow import Grade, HazardState, SafetyField

OPEN = Q(closed_at__isnull=True)
NEAREST = 10
"""So many of the most urgent are shown by name; the ledger has them all."""


class Age(models.TextChoices):
    """For how many calendar days a hazard has been open."""

    WEEK = "7", gettext_lazy("up to 7 days")
    FORTNIGHT = "15", gettext_lazy("8 to 15 days")
    MONTH = "30", gettext_lazy("16 to 30 days")
    QUARTER = "90", gettext_lazy("31 to 90 days")
    LONGER = "more", gettext_lazy("more than 90 days")


def age_condition(value: str, today: date) -> Q:
    """Open hazards found so many days ago."""
    ages = list(Age)
    place = ages.index(Age(value))
    found = Q()
    if place:
        found &= Q(registered_at__lt=_midnight(today - timedelta(days=int(ages[place - 1]))))
    if value != Age.LONGER:
        found &= Q(registered_at__gte=_midnight(today - timedelta(days=int(value))))
    return OPEN & found


def holder_condition(unit: Organization) -> Q:
    """Open hazards that wait for this unit: to rectify, or as the one that oversees."""
    rectifying = Q(state=HazardState.RECTIFYING)
    return OPEN & (rectifying & Q(lead_unit=unit) | ~rectifying & Q(oversight_unit=unit))


HOLDER = Choose(
    When(state=HazardState.RECTIFYING, then=F("lead_unit")), default=F("oversight_unit")
)


class Line(NamedTuple):
    """Some of the open hazards; ``where`` is what the ledger's address says to list them."""

    label: str
    where: dict[str, str]
    open: int
    major: int
    late: int


class Holder(NamedTuple):
    """A unit that has the ball: the open hazards that wait for it, stage by stage."""

    unit: str
    where: dict[str, str]
    stages: list[tuple[str, int]]
    open: int


def open_counts(cases: QuerySet[Case], now: datetime) -> Line:
    """All that is open among ``cases``."""
    return Line(_("All"), {}, **cases.filter(OPEN).aggregate(**_counted(now)))


def open_by_field(cases: QuerySet[Case], now: datetime) -> list[Line]:
    return _lines(cases, "field", F("hazard__field"), dict(SafetyField.choices), now)


def open_by_town(cases: QuerySet[Case], now: datetime) -> list[Line]:
    return _lines(cases, "town", F("town"), {None: _("no town"), **_units()}, now)


def open_by_unit(cases: QuerySet[Case], now: datetime) -> list[Line]:
    """By the unit that must see it rectified."""
    lines = _lines(cases, "unit", F("lead_unit"), {None: _("none named yet"), **_units()}, now)
    unled = {"unled": "yes"}
    return [line._replace(where=unled) if line.where["unit"] == "null" else line for line in lines]


def open_by_age(cases: QuerySet[Case], now: datetime) -> list[Line]:
    """From the youngest to the oldest."""
    today = local_date(now)
    bucket = Choose(*(When(age_condition(age, today), then=Value(age.value)) for age in Age))
    found = _lines(cases, "age", bucket, dict(Age.choices), now)
    return sorted(found, key=lambda line: Age.values.index(line.where["age"]))


def _lines(cases: QuerySet[Case], name: str, key, labels: dict, now: datetime) -> list[Line]:
    """The open hazards by one property, those with the most first."""
    rows = cases.filter(OPEN).order_by().values_list(key).annotate(**_counted(now))
    found = [
        Line(str(labels[value]), {name: "null" if value is None else str(value)}, *numbers)
        for value, *numbers in rows
    ]
    return sorted(found, key=lambda line: (-line.open, line.label))


def _counted(now: datetime) -> dict[str, Count]:
    return {
        "open": Count("pk"),
        "major": Count("pk", filter=Q(grade=Grade.MAJOR)),
        "late": Count("pk", filter=Q(due_at__lt=now)),
    }


def _units() -> dict[int, str]:
    return {unit.pk: str(unit) for unit in Organization.objects.all()}


OPEN_STAGES = [state for state in HazardState if state != HazardState.WRITTEN_OFF]


def holders(cases: QuerySet[Case]) -> list[Holder]:
    """Who has the ball, whoever holds the most first."""
    rows = cases.filter(OPEN).order_by().values_list("state", HOLDER).annotate(Count("pk"))
    by_unit: dict[int, dict[str, int]] = {}
    for state, unit, number in rows:
        by_unit.setdefault(unit, {})[state] = number
    units = _units()
    found = [
        Holder(
            units[unit],
            {"holder": str(unit)},
            [(state, by_state.get(state, 0)) for state in OPEN_STAGES],
            sum(by_state.values()),
        )
        for unit, by_state in by_unit.items()
    ]
    return sorted(found, key=lambda one: (-one.open, one.unit))


def nearest(cases: QuerySet[Case], now: datetime) -> list[Case]:
    """The most urgent of the open, each with its light, its age in days and who has the ball."""
    rows = cases.filter(OPEN).select_related("oversight_unit", "hazard")
    found = list(rows.order_by("due_key", "pk")[:NEAREST])
    running: dict[int, list[Deadline]] = {}
    for row in Deadline.objects.filter(case__in=found, met_at=None, cancelled_at=None):
        running.setdefault(row.case_id, []).append(row)
    soon_at = soon_until(now)
    for case in found:
        case.light = light_of(case, now, soon_at)
        case.ball = ball_of(case, running.get(case.pk, []))
        case.age = (local_date(now) - local_date(case.registered_at)).days
    return found


class Span(models.TextChoices):
    """The step of the trend."""

    WEEK = "week", gettext_lazy("by week")
    MONTH = "month", gettext_lazy("by month")


SPANS = 12


class Point(NamedTuple):
    """What happened in one week or month; the days are those that the ledger lists."""

    label: str
    first: date
    last: date
    found: int
    written_off: int
    relapsed: int


def trend(cases: QuerySet[Case], span: str, today: date) -> list[Point]:
    """Found, written off and come back, in each of the last twelve weeks or months."""
    firsts = _firsts(span, today)
    since_at = _midnight(firsts[0])
    found = _by_span(cases.filter(registered_at__gte=since_at), "registered_at", span)
    closed = _by_span(cases.filter(closed_at__gte=since_at), "closed_at", span)
    again = cases.filter(registered_at__gte=since_at, relapse_of__isnull=False)
    relapsed = _by_span(again, "registered_at", span)
    return [
        Point(
            _span_label(span, first),
            first,
            _next(span, first) - timedelta(days=1),
            *(counts.get(first, 0) for counts in (found, closed, relapsed)),
        )
        for first in firsts
    ]


def _firsts(span: str, today: date) -> list[date]:
    """The first days of the last spans, the one that runs included."""
    if span == Span.WEEK:
        monday = today - timedelta(days=today.weekday())
        return [monday - timedelta(weeks=back) for back in reversed(range(SPANS))]
    months = [today.year * 12 + today.month - 1 - back for back in reversed(range(SPANS))]
    return [date(month // 12, month % 12 + 1, 1) for month in months]


def _next(span: str, first: date) -> date:
    if span == Span.WEEK:
        return first + timedelta(weeks=1)
    return (first + timedelta(days=31)).replace(day=1)


def _by_span(cases: QuerySet[Case], moment: str, span: str) -> dict[date, int]:
    truncated = TruncWeek(moment) if span == Span.WEEK else TruncMonth(moment)
    rows = cases.order_by().values_list(truncated).annotate(Count("pk"))
    return {local_date(first): number for first, number in rows}


def _span_label(span: str, first: date) -> str:
    return date_format(first, _("j M") if span == Span.WEEK else _("M Y"))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())
