"""The ranking of a period within peer groups; of a closed month it is what was frozen."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from core.months import first_day, in_words, month_of, month_on
from issues.models import Deadline
from issues.workflow import RESOLVING_STAGES
from organizations.models import Organization
from organizations.peers import Groups, groups_of_units
from points.models import ClosedMonth, Entry, FrozenPoints
from points.selectors.months import last_closed

SMALL = 5
"""Of fewer matters due than this, points say little."""
GROUPS = {
    Organization.Kind.DEPARTMENT: _("Departments"),
    Organization.Kind.TOWN: _("Towns, streets and parks"),
}


@dataclass(slots=True)
class Standing:
    """What a unit was given and had taken in a period, and how many matters were due."""

    unit_id: int
    name: str
    group: str
    given: Decimal = Decimal(0)
    taken: Decimal = Decimal(0)
    due: int = 0
    rank: int | None = None

    @property
    def points(self) -> Decimal:
        return self.given + self.taken

    @property
    def is_small(self) -> bool:
        return 0 < self.due < SMALL

    @property
    def has_nothing(self) -> bool:
        """Neither due nor booked: there is nothing to rank it by."""
        return not (self.due or self.given or self.taken)


@dataclass(slots=True)
class PeerGroup:
    """Its units by points; ``apart`` those in which nothing was due."""

    key: str
    ranked: list[Standing] = field(default_factory=list)
    apart: list[Standing] = field(default_factory=list)

    @property
    def label(self):
        return GROUPS[self.key]

    @property
    def first(self) -> list[Standing]:
        """Who holds the travelling red flag: the best; several only if they are level."""
        return [one for one in self.ranked if one.rank == 1 and one.points > 0]


@dataclass(frozen=True, slots=True)
class Span:
    """One month, or the two that are ranked together."""

    months: tuple[int, ...]

    @property
    def label(self) -> str:
        words = {"first": in_words(self.months[0]), "last": in_words(self.months[-1])}
        return words["first"] if len(self.months) == 1 else _("%(first)s to %(last)s") % words

    @property
    def month_in_ledger(self) -> str:
        """What a link to its entries asks for: two months together are all months."""
        return str(self.months[0]) if len(self.months) == 1 else ""

    @property
    def is_closed(self) -> bool:
        return self.months[-1] <= last_closed()

    @property
    def before(self) -> int:
        return month_on(self.months[0], -1)

    @property
    def after(self) -> int:
        return month_on(self.months[-1], 1)


def span_of(month: int) -> Span:
    """The period of the ranking in which a month lies (``POINTS_MONTHS`` long, from January on)."""
    length = settings.POINTS_MONTHS
    start = month_on(month, -((month % 100 - 1) % length))
    return Span(tuple(month_on(start, by) for by in range(length)))


def ranking_of(span: Span) -> list[PeerGroup]:
    """Frozen months as they were frozen, the others as they stand; added up by unit."""
    found: dict[int, Standing] = {}
    frozen = set(ClosedMonth.objects.filter(month__in=span.months).values_list("month", flat=True))
    for row in FrozenPoints.objects.filter(closed__month__in=frozen).order_by("-closed__month"):
        unit = found.setdefault(row.unit_id, Standing(row.unit_id, row.unit_name, row.group))
        _add(unit, row.given, row.taken, row.due)
    for month in set(span.months) - frozen:
        for live in standings_live(month):
            unit = found.setdefault(live.unit_id, Standing(live.unit_id, live.name, live.group))
            _add(unit, live.given, live.taken, live.due)
    return ranked(found.values())


def _add(unit: Standing, given: Decimal, taken: Decimal, due: int) -> None:
    unit.given, unit.taken, unit.due = unit.given + given, unit.taken + taken, unit.due + due


def standings_live(month: int) -> list[Standing]:
    """Each department and town, with what is booked and due in a month for it and below it."""
    groups = groups_of_units()
    units = Organization.objects.active().filter(kind__in=GROUPS)
    found = {unit.pk: Standing(unit.pk, str(unit), unit.kind) for unit in units}
    given, taken = Sum("points", filter=Q(points__gt=0)), Sum("points", filter=Q(points__lt=0))
    booked = Entry.objects.filter(month=month).order_by().values("unit")
    for row in booked.annotate(given=given, taken=taken):
        if unit := found.get(groups.top_of(row["unit"])):
            _add(unit, _tenths(row["given"]), _tenths(row["taken"]), 0)
    for top, due in _due(month, groups).items():
        if unit := found.get(top):
            unit.due += due
    return list(found.values())


def _tenths(value) -> Decimal:
    return Decimal(value or 0).quantize(Decimal("0.1"))


def _due(month: int, groups: Groups) -> Counter:
    """How many matters of each ranked unit were to be resolved or rectified in the month."""
    rows = Deadline.objects.filter(
        stage__in=RESOLVING_STAGES,
        cancelled_at__isnull=True,
        due_on__gte=first_day(month),
        due_on__lt=first_day(month_on(month, 1)),
    )
    found: Counter = Counter()
    for row in rows.order_by().values("organization").annotate(count=Count("pk")):
        found[groups.top_of(row["organization"])] += row["count"]
    return found


def ranked(standings) -> list[PeerGroup]:
    """Within each group by points; equal points share a rank."""
    groups = {key: PeerGroup(key) for key in GROUPS}
    for one in sorted(standings, key=lambda one: (-one.points, -one.due, one.name)):
        group = groups[one.group]
        if one.has_nothing:
            group.apart.append(one)
            continue
        group.ranked.append(one)
        before = group.ranked[-2:-1]
        is_level = bool(before) and before[0].points == one.points
        one.rank = before[0].rank if is_level else len(group.ranked)
    return [group for group in groups.values() if group.ranked or group.apart]


def month_asked(text: str, now: datetime) -> int:
    """The month an address asks for; this one where it names none that there has been."""
    this = month_of(now)
    if not re.fullmatch(r"20\d\d(0[1-9]|1[0-2])", text):
        return this
    return min(int(text), this)
