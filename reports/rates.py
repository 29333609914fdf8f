"""The rates, each defined once: for the screen, the workbook and docs/rates.md (domain, section 6).

A rate counts cases dispatched in a period. Its two parts are conditions on the case's own columns,
so that a figure and the list it opens come from the same words; ``now`` is always given.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from issues.models import ReturnRequest, Verification
from issues.workflow import SOLVING_OUTCOMES, State

NUMERATOR, DENOMINATOR = "numerator", "denominator"
PARTS = (NUMERATOR, DENOMINATOR)
SMALL = 10
"""A rate over fewer cases than this is marked: one case more or less moves it a lot."""

BASIS = _(
    "Cases are counted in the period of their first dispatch. Those withdrawn or merged count in "
    "no rate; how many they are stands beside the rates, and why in their list."
)
ENDED_OTHERWISE = (State.WITHDRAWN, State.MERGED)
EXCLUDED = Q(state__in=ENDED_OTHERWISE)
"""Left out of every rate, each with its reason and who decided; how many is shown beside them."""
COUNTED = Q(dispatched_at__isnull=False) & ~EXCLUDED
CLOSED = Q(closed_at__isnull=False)

Condition = Callable[[datetime], Q]


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate. The numerator is always counted among the denominator's cases."""

    key: str
    label: object
    version: int
    numerator: Condition
    denominator: Condition
    counts: object
    among: object
    excludes: object
    is_good: bool = True
    """Whether more is better; a return or reopened rate is not."""

    def condition(self, part: str, now: datetime) -> Q:
        """The cases this part of the rate counts, as things stand at ``now``."""
        among = COUNTED & self.denominator(now)
        return among & self.numerator(now) if part == NUMERATOR else among


def _whenever(condition: Q) -> Condition:
    """A condition that does not change with the time of looking."""
    return lambda _now: condition


def _accepted_or_due(now: datetime) -> Q:
    return Q(accept_due_at__isnull=False) & (
        Q(accepted_at__isnull=False) | Q(accept_due_at__lt=now)
    )


def _passed(due: str, now: datetime) -> Q:
    """The date lies behind; for a suspended case, it did when its clock stopped."""
    runs = Q(suspended_at__isnull=True, **{f"{due}__lt": now})
    return runs | Q(**{f"{due}__lt": F("suspended_at")})


def _closed_or_overdue(due: str, passed=_passed) -> Condition:
    """Closed, or open with its deadline missed; leaving out the second would flatter."""

    def condition(now: datetime) -> Q:
        missed = Q(resolved_at__isnull=True) & passed(due, now) | Q(resolved_at__gt=F(due))
        return Q(**{f"{due}__isnull": False}) & (CLOSED | missed)

    return condition


def _closed_in_time(due: str) -> Condition:
    return _whenever(CLOSED & Q(resolved_at__lte=F(due)))


RESPONSE = Rate(
    "response",
    _("response rate"),
    2,
    _whenever(Q(accepted_at__lte=F("accept_due_at"))),
    _accepted_or_due,
    counts=_("cases accepted by the deadline, at the latest in its last moment"),
    among=_("cases accepted, and cases not accepted whose time to accept is over"),
    excludes=_(
        "Cases whose time to accept still runs, and hazards, which nobody accepts. A return "
        "does not stop the clock."
    ),
)
CLOSURE = Rate(
    "closure",
    _("closure rate"),
    2,
    _whenever(CLOSED & Q(outcome__in=SOLVING_OUTCOMES)),
    _whenever(COUNTED),
    counts=_("cases closed as solved, or as explained and accepted"),
    among=_("all cases dispatched"),
    excludes=_(
        "None. Suspended cases and those that ended otherwise stay in the denominator. Cases "
        "solved on the spot were never dispatched."
    ),
)
ON_TIME = Rate(
    "on_time",
    _("on-time closure rate"),
    2,
    _closed_in_time("resolve_due_at"),
    _closed_or_overdue("resolve_due_at"),
    counts=_("cases closed that were resolved by the deadline in force, extensions included"),
    among=_("cases closed, and open cases that missed the deadline in force"),
    excludes=_(
        "Open cases still in time, those suspended before they were late, and cases without a "
        "deadline. The unit's time ends with its "
        "reply, not with the closing by the office; how a case ended is the closure rate's matter."
    ),
)
ON_TIME_ORIGINAL = Rate(
    "on_time_original",
    _("on-time closure rate by the original date"),
    2,
    _closed_in_time("resolve_original_due_at"),
    _closed_or_overdue("resolve_original_due_at", lambda due, now: Q(**{f"{due}__lt": now})),
    counts=_(
        "cases closed that were resolved by the original deadline; no extension or suspension "
        "moves it"
    ),
    among=_("cases closed, and open cases that missed the original deadline"),
    excludes=_("Open cases still in time, and cases without a deadline."),
)
SATISFACTION = Rate(
    "satisfaction",
    _("satisfaction rate"),
    2,
    _whenever(Q(satisfaction__gte=Verification.Satisfaction.SATISFIED)),
    _whenever(Q(satisfaction__isnull=False)),
    counts=_("cases whose enterprise was satisfied or very satisfied in its latest answer"),
    among=_("cases whose enterprise answered"),
    excludes=_("Cases without an answer: no answer is no answer, not satisfaction."),
)
REOPENED = Rate(
    "reopened",
    _("reopened rate"),
    2,
    _whenever(Q(round__gt=1)),
    _whenever(Q(resolved_at__isnull=False) | Q(round__gt=1)),
    counts=_("cases opened again at least once because they were not solved"),
    among=_("cases that were replied to at least once"),
    excludes=_("Cases that wait for their first reply."),
    is_good=False,
)
RETURNED = Rate(
    "returned",
    _("return rate"),
    2,
    _whenever(Q(pk__in=ReturnRequest.objects.values("case"))),
    _whenever(COUNTED),
    counts=_("cases a unit handed back as not its own, whatever was decided"),
    among=_("all cases dispatched"),
    excludes=_("None."),
    is_good=False,
)
MISDIRECTED = Rate(
    "misdirected",
    _("wrong-dispatch rate"),
    2,
    _whenever(Q(pk__in=ReturnRequest.objects.filter(upheld=True).values("case"))),
    _whenever(COUNTED),
    counts=_("cases whose return the visit office agreed to"),
    among=_("all cases dispatched"),
    excludes=_("None. It stands on the dispatcher's side, not on the unit's."),
    is_good=False,
)
RELAPSE = Rate(
    "relapse",
    _("relapse rate"),
    2,
    _whenever(Q(relapse_of__isnull=False)),
    _whenever(COUNTED),
    counts=_(
        "cases like one of the same enterprise that was closed as solved in the 90 days before"
    ),
    among=_("all cases dispatched"),
    excludes=_("What the visit office judged to be another matter at triage."),
    is_good=False,
)

MAIN = (RESPONSE, CLOSURE, ON_TIME)
FURTHER = (ON_TIME_ORIGINAL, SATISFACTION, RETURNED, MISDIRECTED, REOPENED, RELAPSE)
RATES = (*MAIN, *FURTHER)
BY_KEY = {rate.key: rate for rate in RATES}


@dataclass(frozen=True, slots=True)
class Figure:
    """A rate as counted: so many of so many."""

    rate: Rate
    numerator: int
    denominator: int

    @property
    def percent(self) -> float | None:
        """To one decimal; "all" and "none" only when it is all or none. None of nothing is None."""
        if not self.denominator:
            return None
        percent = round(100 * self.numerator / self.denominator, 1)
        if 0 < self.numerator < self.denominator:
            return min(max(percent, 0.1), 99.9)
        return percent

    @property
    def is_small(self) -> bool:
        return 0 < self.denominator < SMALL
