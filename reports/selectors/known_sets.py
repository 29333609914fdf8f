"""The sets of cases that pages count, each with its words."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from issues.models import Responsibility, Slip, Verification
from issues.models.ladder import Colour
from issues.selectors.lights import Light
from issues.workflow import Kind
from reports import steps
from reports.rates import COUNTED, DENOMINATOR, EXCLUDED, ON_TIME
from reports.selectors.frames import Frame
from reports.selectors.happened import DISPATCHED, HAPPENED, WRITTEN_OFF
from reports.selectors.sets import CaseSet, in_period
from safety.workflow import Grade

DAY = timedelta(days=1)
OPEN = Q(closed_at__isnull=True)


def slips_of(frame: Frame) -> QuerySet[Slip]:
    """The slips issued in the period, whoever may see them."""
    period = frame.period
    return Slip.objects.filter(taken_at__gte=period.since_at, taken_at__lt=period.before_at)


def _with_slip(colour: str, frame: Frame) -> Q:
    return Q(pk__in=slips_of(frame).filter(colour=colour).values("case"))


ATTENTION = (
    CaseSet(Light.SUPERVISED, _("Cases on the supervision list now"), light=Light.SUPERVISED),
    CaseSet(Light.LATE, _("Cases late now"), light=Light.LATE),
)
_CLIMBED_WORDS = (
    _("Cases with a blue slip in the period: reminded"),
    _("Cases with an orange slip in the period: to the district leader"),
    _("Cases with a red slip in the period: to the principal leaders"),
)
CLIMBED = tuple(
    CaseSet(f"slip_{colour}", words, partial(_with_slip, colour))
    for colour, words in zip(Colour, _CLIMBED_WORDS, strict=True)
)
LEFT_OUT = CaseSet(
    "excluded",
    _("Cases left out of the rates: withdrawn, or merged into another"),
    lambda _frame: EXCLUDED,
    of_period=True,
)
"""Withdrawn, or merged into another, of those dispatched in the period."""


def _midnight(frame: Frame) -> datetime:
    return timezone.localtime(frame.now).replace(hour=0, minute=0, second=0, microsecond=0)


def _today(column: str, frame: Frame) -> Q:
    start = _midnight(frame)
    return Q(**{f"{column}__gte": start, f"{column}__lt": start + DAY})


def _late(frame: Frame) -> Q:
    return OPEN & Q(due_at__lt=frame.now)


TODAY = (
    *(
        CaseSet(f"today_{column}", label, partial(_today, f"{column}_at"))
        for column, label in (
            ("registered", _("Registered today")),
            ("dispatched", _("Dispatched today")),
            ("accepted", _("Accepted today")),
            ("resolved", _("Replied to today")),
            ("closed", _("Closed today")),
        )
    ),
    CaseSet("today_due", _("Due today, open"), lambda frame: OPEN & _today("due_at", frame)),
    CaseSet("open", _("Open cases"), lambda _frame: OPEN),
    CaseSet("past_date", _("Open cases past their date"), _late),
)

AGE_LIMITS = (3, 10, 30, 90)
"""Days since the registration up to which a band of ages reaches; the last has no end."""


def _aged(low: int, high: int | None, frame: Frame) -> Q:
    """Registered between ``low`` and ``high`` days ago, counted by the day."""
    start = _midnight(frame)
    aged = OPEN & Q(registered_at__lt=start - (low - 1) * DAY)
    return aged & Q(registered_at__gte=start - high * DAY) if high is not None else aged


def _aged_and_late(low: int, high: int | None, frame: Frame) -> Q:
    return _aged(low, high, frame) & _late(frame)


def _bands() -> Iterable[tuple[int, int | None, object]]:
    low = 0
    for high in AGE_LIMITS:
        yield low, high, format_lazy(_("{low} to {high} days"), low=low, high=high)
        low = high + 1
    yield low, None, format_lazy(_("more than {days} days"), days=low - 1)


AGES = tuple(
    (
        label,
        CaseSet(
            f"age_{low}",
            format_lazy(_("Open cases, {age} old"), age=label),
            partial(_aged, low, high),
        ),
        CaseSet(
            f"age_{low}_late",
            format_lazy(_("Open cases past their date, {age} old"), age=label),
            partial(_aged_and_late, low, high),
        ),
    )
    for low, high, label in _bands()
)
"""Band of ages → all open ones, and those of them past their date."""

_STEPS = tuple(
    CaseSet(key, label, lambda _frame, condition=steps.STEPS[key]: condition, True)
    for key, label in (
        ("step_to_accept", _("To be accepted: all but hazards")),
        ("step_accepted", _("Accepted")),
        ("step_replied", _("Replied to")),
        ("step_closed", _("Closed")),
    )
)
STEPS = (DISPATCHED, *_STEPS)
"""How far those dispatched in the period have come, as things stand now."""


def _answer_words(key: str) -> object:
    if key == "satisfied_none":
        return _("Closed without an answer of the enterprise")
    level = Verification.Satisfaction(int(key.removeprefix("satisfied_")))
    return format_lazy(_("The enterprise answered: {level}"), level=level.label)


SATISFIED = tuple(
    CaseSet(key, _answer_words(key), lambda _frame, condition=condition: condition, True)
    for key, condition in steps.ANSWERS.items()
)

_HAZARD = Q(kind=Kind.HAZARD)

HAZARDS = (
    CaseSet("hazards_open", _("Hazards open now"), lambda _frame: _HAZARD & OPEN),
    CaseSet(
        "hazards_major",
        _("Major hazards open now"),
        lambda _frame: _HAZARD & OPEN & Q(grade=Grade.MAJOR),
    ),
    CaseSet("hazards_late", _("Hazards past their date"), lambda frame: _HAZARD & _late(frame)),
    CaseSet(
        "hazards_found",
        _("Hazards found in the period"),
        lambda frame: _HAZARD & in_period("registered_at", frame),
    ),
    WRITTEN_OFF,
)


def _sponsored(frame: Frame) -> Q:
    mine = Responsibility.objects.filter(
        role=Responsibility.Role.SPONSOR,
        person__in=frame.user.stands_for_ids,
        ended_at__isnull=True,
    )
    return OPEN & Q(pk__in=mine.values("case"))


SPONSORED = (
    CaseSet("sponsored", _("Open cases I sponsor"), _sponsored),
    CaseSet(
        "sponsored_late",
        _("Cases I sponsor past their date"),
        lambda frame: _sponsored(frame) & _late(frame),
    ),
)

LEVERS = tuple(
    CaseSet(f"lever_{key}", label, condition, True)
    for key, label, condition in (
        (
            "accept",
            _("accepts in time what waits to be accepted"),
            lambda frame: COUNTED & Q(accepted_at__isnull=True, accept_due_at__gte=frame.now),
        ),
        (
            "close",
            _("sees through to their closing the cases it replied to in time"),
            lambda _frame: COUNTED & OPEN & Q(resolved_at__lte=F("resolve_due_at")),
        ),
        (
            "solve",
            _("solves in time what is still in time"),
            lambda frame: (
                COUNTED
                & OPEN
                & Q(
                    resolved_at__isnull=True,
                    resolve_due_at__gte=frame.now,
                    suspended_at__isnull=True,
                )
            ),
        ),
        (
            "late",
            _("closes what missed its date"),
            lambda frame: OPEN & ON_TIME.condition(DENOMINATOR, frame.now),
        ),
    )
)
"""What a unit can still do with the cases of the period."""

SETS: dict[str, CaseSet] = {
    one.key: one
    for one in (
        *ATTENTION,
        *CLIMBED,
        LEFT_OUT,
        *TODAY,
        *(one for _label, *both in AGES for one in both),
        *STEPS,
        *SATISFIED,
        *HAZARDS,
        *HAPPENED,
        *SPONSORED,
        *LEVERS,
    )
}
