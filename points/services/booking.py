"""Writing in the ledger: what happened and is not booked yet is read from the database and booked.

Exactly once: writers take turns, an entry is unique to its cause, and a cause that was missed is
found by the next pass. Whoever writes must be inside a transaction and hold ``ledger_lock``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from core.months import month_of
from core.numbering import take_numbers
from organizations.peers import Groups, groups_of_units
from points.models import Entry, PointsRule
from points.selectors.causes import SOURCES, causes_unbooked
from points.selectors.months import last_closed
from points.workflow import Cause

BATCH = 500
TENTH = Decimal("0.1")
LABEL = Entry._meta.get_field("label").max_length


def ledger_lock() -> None:
    """Wait until nobody else writes in the ledger or closes a month; held to the end."""
    take_numbers("points", 0)


def entries_book(*, at: datetime | None = None) -> int:
    """Book every cause up to ``at`` (now) that has no entry yet, by the rule of its day."""
    until, booked = at or timezone.now(), 0
    groups = groups_of_units()
    for rule in PointsRule.objects.filter(cause__in=SOURCES).exclude(points=0):
        while done := _batch_book(rule, until, groups):
            booked += done
    return booked


@transaction.atomic
def _batch_book(rule: PointsRule, until: datetime, groups: Groups) -> int:
    ledger_lock()
    until = min(until, rule.until_at or until)
    found = causes_unbooked(Cause(rule.cause), since=rule.since_at, until=until)
    names = ("pk", "of_unit", "of_case", "happened", "name", "share")
    facts = [Facts(*row) for row in found.values_list(*names)[:BATCH]]
    Entry.objects.bulk_create(entries_of(rule, facts, groups))
    return len(facts)


@dataclass(frozen=True, slots=True)
class Facts:
    """A cause: its row, whose it is, in which case, when, what it is called, and its share."""

    source_id: int | None
    unit_id: int
    case_id: int | None
    happened_at: datetime
    label: str
    share: Decimal = Decimal(100)


def entries_of(rule: PointsRule, facts: Iterable[Facts], groups: Groups) -> list[Entry]:
    """The entries of these causes by one rule, none beyond its cap; not saved yet."""
    facts, now, closed = list(facts), timezone.now(), last_closed()
    months = {month_open(month_of(fact.happened_at), closed, now) for fact in facts}
    room = _Room(rule, months, groups)
    found = []
    for fact in facts:
        about = month_of(fact.happened_at)
        month = month_open(about, closed, now)
        full = (rule.points * fact.share / 100).quantize(TENTH)
        found.append(
            Entry(
                unit_id=fact.unit_id,
                cause=rule.cause,
                source_id=fact.source_id,
                label=fact.label[:LABEL],
                case_id=fact.case_id,
                rule=rule,
                points=room.take(fact.unit_id, month, full),
                full_points=full,
                happened_at=fact.happened_at,
                booked_at=now,
                month=month,
                about_month=about,
            )
        )
    return found


def month_open(about: int, closed: int, now: datetime) -> int:
    """The month in which something counts: its own, or this one if its own is closed."""
    return about if about > closed else month_of(now)


class _Room:
    """What is left of a rule's cap, for each ranked unit and month."""

    def __init__(self, rule: PointsRule, months: set[int], groups: Groups):
        self._cap, self._groups = rule.cap, groups
        self._used: dict[tuple[int, int], Decimal] = {}
        if rule.cap is None:
            return
        sums = Entry.objects.filter(cause=rule.cause, month__in=months).order_by()
        for row in sums.values("unit", "month").annotate(sum=Sum("points")):
            self._use(row["unit"], row["month"], abs(row["sum"]))

    def take(self, unit_id: int, month: int, full: Decimal) -> Decimal:
        """So much of ``full`` as there is room for."""
        if self._cap is None:
            return full
        used = self._used.get((self._groups.top_of(unit_id), month), Decimal(0))
        size = max(min(abs(full), self._cap - used), Decimal(0))
        self._use(unit_id, month, size)
        return size.copy_sign(full) if size else Decimal(0)

    def _use(self, unit_id: int, month: int, size: Decimal) -> None:
        key = self._groups.top_of(unit_id), month
        self._used[key] = (self._used.get(key, Decimal(0)) + size).quantize(TENTH)
