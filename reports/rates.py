"""The rates, each defined once: for the screen, the workbook and docs/rates.md (domain, section 6).

A rate counts cases dispatched in a period. Its two parts are conditions on the case's own columns,
so that a figure and the list it opens come from the same words, and so do the tallies that the
database keeps (``reports.tallies``). What the clock alone changes stands apart, and is never kept.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from issues.models import Case, Verification
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
ANY = Q()
"""Of a denominator: every case that counts at all."""

Condition = Callable[[datetime], Q]


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate. The numerator is always counted among the denominator's cases."""

    key: str
    label: object
    version: int
    numerator: Q
    denominator: Q
    counts: object
    among: object
    excludes: object
    overdue: Condition | None = None
    """What the clock alone adds to the denominator: none of these is in ``denominator`` itself."""
    is_good: bool = True
    """Whether more is better; a return or reopened rate is not."""

    def condition(self, part: str, now: datetime) -> Q:
        """The cases this part of the rate counts, as things stand at ``now``."""
        if part == NUMERATOR or not self.overdue:
            return self.kept(part)
        return COUNTED & (self.denominator | self.overdue(now))

    def kept(self, part: str) -> Q:
        """Those of them that this part counts at any time."""
        among = COUNTED & self.denominator
        return among & self.numerator if part == NUMERATOR else among


def _not_accepted(now: datetime) -> Q:
    return Q(accepted_at__isnull=True, accept_due_at__lt=now)


def _not_replied(due: str, **runs) -> Condition:
    """Open, never replied to and the date has passed; leaving these out would flatter."""
    return lambda now: Q(
        closed_at__isnull=True, resolved_at__isnull=True, **runs, **{f"{due}__lt": now}
    )


def _closed_or_late(due: str, also: Q | None = None) -> Q:
    """Closed, or open with its deadline missed already, whatever comes."""
    return Q(**{f"{due}__isnull": False}) & (CLOSED | Q(resolved_at__gt=F(due)) | (also or Q()))


_SUSPENDED_WHEN_LATE = Q(resolved_at__isnull=True, suspended_at__gt=F("resolve_due_at"))


def _closed_in_time(due: str) -> Q:
    return CLOSED & Q(resolved_at__lte=F(due))


RESPONSE = Rate(
    "response",
    _("response rate"),
    2,
    Q(accepted_at__lte=F("accept_due_at")),
    Q(accept_due_at__isnull=False, accepted_at__isnull=False),
    counts=_("cases accepted by the deadline, at the latest in its last moment"),
    among=_("cases accepted, and cases not accepted whose time to accept is over"),
    excludes=_(
        "Cases whose time to accept still runs, and hazards, which nobody accepts. A return "
        "does not stop the clock."
    ),
    overdue=_not_accepted,
)
CLOSURE = Rate(
    "closure",
    _("closure rate"),
    2,
    CLOSED & Q(outcome__in=SOLVING_OUTCOMES),
    ANY,
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
    _closed_or_late("resolve_due_at", also=_SUSPENDED_WHEN_LATE),
    counts=_("cases closed that were resolved by the deadline in force, extensions included"),
    among=_("cases closed, and open cases that missed the deadline in force"),
    excludes=_(
        "Open cases still in time, those suspended before they were late, and cases without a "
        "deadline. The unit's time ends with its "
        "reply, not with the closing by the office; how a case ended is the closure rate's matter."
    ),
    overdue=_not_replied("resolve_due_at", suspended_at__isnull=True),
)
ON_TIME_ORIGINAL = Rate(
    "on_time_original",
    _("on-time closure rate by the original date"),
    2,
    _closed_in_time("resolve_original_due_at"),
    _closed_or_late("resolve_original_due_at"),
    counts=_(
        "cases closed that were resolved by the original deadline; no extension or suspension "
        "moves it"
    ),
    among=_("cases closed, and open cases that missed the original deadline"),
    excludes=_("Open cases still in time, and cases without a deadline."),
    overdue=_not_replied("resolve_original_due_at"),
)
SATISFACTION = Rate(
    "satisfaction",
    _("satisfaction rate"),
    2,
    Q(satisfaction__gte=Verification.Satisfaction.SATISFIED),
    Q(satisfaction__isnull=False),
    counts=_("cases whose enterprise was satisfied or very satisfied in its latest answer"),
    among=_("cases whose enterprise answered"),
    excludes=_("Cases without an answer: no answer is no answer, not satisfaction."),
)
REOPENED = Rate(
    "reopened",
    _("reopened rate"),
    2,
    Q(round__gt=1),
    Q(resolved_at__isnull=False) | Q(round__gt=1),
    counts=_("cases opened again at least once because they were not solved"),
    among=_("cases that were replied to at least once"),
    excludes=_("Cases that wait for their first reply."),
    is_good=False,
)
RETURNED = Rate(
    "returned",
    _("return rate"),
    2,
    Q(returned__gte=Case.Returned.ASKED),
    ANY,
    counts=_("cases a unit handed back as not its own, whatever was decided"),
    among=_("all cases dispatched"),
    excludes=_("None."),
    is_good=False,
)
MISDIRECTED = Rate(
    "misdirected",
    _("wrong-dispatch rate"),
    2,
    Q(returned=Case.Returned.AGREED),
    ANY,
    counts=_("cases whose return the visit office agreed to"),
    among=_("all cases dispatched"),
    excludes=_("None. It stands on the dispatcher's side, not on the unit's."),
    is_good=False,
)
RELAPSE = Rate(
    "relapse",
    _("relapse rate"),
    2,
    Q(relapse_of__isnull=False),
    ANY,
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
