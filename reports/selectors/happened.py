"""What happened in a period, whenever its cases were dispatched: each counted by its own date.

A week's on-time closure rate is nearly always of nothing: of what was dispatched in the week little
is due in it. What was closed in the week, and what ran out of time in it, is known when it ends.
"""

from functools import partial

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from issues.workflow import Kind
from reports.rates import CLOSED, COUNTED, DENOMINATOR, EXCLUDED, NUMERATOR, ON_TIME
from reports.selectors.frames import Frame
from reports.selectors.sets import CaseSet, in_period

BY_DISPATCH = _("by the day of first dispatch")
BY_CLOSING = _("by the day of closing")
BY_DUE = _("by the day the time ran out")
BY_WRITING_OFF = _("by the day of writing off")
HAPPENED_BASIS = _(
    "What happened in the period is counted by its own date, whenever the case was dispatched. In "
    "time or late goes by the reply and the deadline in force, as in the on-time closure rate; what "
    "was closed without a deadline is neither. A case became late on the day its deadline ran out "
    "without a reply. One opened again counts by its last closing. Cases withdrawn, merged or never "
    "dispatched count in none of these; hazards written off are all of them, dispatched or not."
)
MISSED = Q(resolved_at__isnull=True) | Q(resolved_at__gt=F("resolve_due_at"))
"""Of those the on-time closure rate is taken of: the others, which it does not count."""


def _closed(frame: Frame) -> Q:
    return COUNTED & CLOSED & in_period("closed_at", frame)


def _closed_and(part: str, also: Q, frame: Frame) -> Q:
    return _closed(frame) & ON_TIME.condition(part, frame.now) & also


def _ran_out(frame: Frame) -> Q:
    missed = ON_TIME.condition(DENOMINATOR, frame.now) & MISSED
    return missed & in_period("resolve_due_at", frame)


DISPATCHED = CaseSet(
    "step_dispatched", _("Cases dispatched"), lambda _frame: COUNTED, True, by=BY_DISPATCH
)
ENDED = CaseSet("closed_then", _("Cases closed in the period"), _closed, by=BY_CLOSING)
ENDED_ON_TIME = CaseSet(
    "closed_then_on_time",
    _("Closed in the period, replied to in time"),
    partial(_closed_and, NUMERATOR, Q()),
    by=BY_CLOSING,
)
ENDED_LATE = CaseSet(
    "closed_then_late",
    _("Closed in the period, replied to too late"),
    partial(_closed_and, DENOMINATOR, MISSED),
    by=BY_CLOSING,
)
RAN_OUT = CaseSet("ran_out_then", _("Cases that became late in the period"), _ran_out, by=BY_DUE)
WRITTEN_OFF = CaseSet(
    "hazards_ended",
    _("Hazards written off in the period"),
    lambda frame: Q(kind=Kind.HAZARD) & ~EXCLUDED & in_period("closed_at", frame),
    by=BY_WRITING_OFF,
)
HAPPENED = (ENDED, ENDED_ON_TIME, ENDED_LATE, RAN_OUT, WRITTEN_OFF)
