"""Walking the chain from its beginning: is every line as it was sealed, and is none missing?"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import TrailEntry, TrailSeal
from core.trail.chain import FIELDS, GENESIS, link
from core.trail.sealing import settled_up_to, unsealed

AT_ONCE = 5000
SEALED_WITHIN = timedelta(minutes=10)
"""The sealer comes each minute; what is older and unsealed is a fault of its own."""


class Kind(TextChoices):
    CHANGED = "changed", gettext_lazy("the entry or its seal was changed")
    GONE = "gone", gettext_lazy("the entry was deleted")
    GAP = "gap", gettext_lazy("a seal is missing before this entry")
    UNSEALED = "unsealed", gettext_lazy("the entry stands among sealed ones and has no seal")
    LATE = "late", gettext_lazy("the entry was not sealed in time")
    HEAD = "head", gettext_lazy("the trail does not hold what was noted of it earlier")


@dataclass(frozen=True, slots=True)
class Fault:
    """The first broken row: where in the chain, which entry, and what is wrong."""

    kind: Kind
    position: int | None
    entry_id: int | None

    def in_words(self) -> str:
        """Names the entry by number and, if it is still there, by what it says now."""
        told = {
            "what": self.kind.label,
            "position": self.position or "—",
            "entry": self.entry_id or "—",
            "says": _says(self.entry_id),
        }
        return _("Entry %(entry)s, place %(position)s: %(what)s. %(says)s") % told


@dataclass(frozen=True, slots=True)
class Finding:
    """What a walk has found: how far it came, the head of the chain, and the first fault."""

    sealed: int
    head: str
    waiting: int
    fault: Fault | None


def trail_walk(
    *, heads: Iterable[tuple[int, str]] = (), progress: Callable[[int], None] | None = None
) -> Finding:
    """Walk the whole chain, 5,000 entries at a time; ``progress`` is told how many are done.

    ``heads`` are places and hashes noted earlier, outside the database or by earlier walks: who
    cuts the trail off, or writes it anew from the beginning, does not know them.
    """
    walk = _Walk(dict(heads))
    while walk.fault is None and walk.take_some():
        if progress:
            progress(walk.position)
    return Finding(walk.position, walk.hash, unsealed(0).count(), walk.fault or walk.left_over())


class _Seal(NamedTuple):
    position: int
    entry_id: int
    hash: str
    sealed_at: datetime


class _Walk:
    def __init__(self, heads: dict[int, str]):
        self.heads, self.fault = heads, None
        self.position, self.hash = 0, GENESIS

    def take_some(self) -> bool:
        """Check the next seals; False when there are no more."""
        ahead = TrailSeal.objects.filter(position__gt=self.position).order_by("position")
        seals = [_Seal(*row) for row in ahead.values_list(*_Seal._fields)[:AT_ONCE]]
        entries = _entries_of(seals)
        for seal in seals:
            self.fault = self._check(seal, entries.get(seal.entry_id))
            if self.fault:
                break
            self.position, self.hash = seal.position, seal.hash
        return bool(seals)

    def left_over(self) -> Fault | None:
        """What the chain itself cannot show: a cut end, and entries that were never chained."""
        if any(position > self.position for position in self.heads):
            return Fault(Kind.HEAD, self.position, None)
        last = TrailSeal.objects.order_by("-position").first()
        settled = settled_up_to(last.sealed_at) if last else 0
        among = TrailEntry.objects.filter(pk__lte=settled, seal__isnull=True).order_by("pk")
        too_late = unsealed(settled).filter(at__lt=timezone.now() - SEALED_WITHIN)
        for kind, rows in ((Kind.UNSEALED, among), (Kind.LATE, too_late)):
            found = rows.values_list("pk", flat=True).first()
            if found is not None:
                return Fault(kind, None, found)
        return None

    def _check(self, seal: _Seal, entry: tuple | None) -> Fault | None:
        if seal.position != self.position + 1:
            return Fault(Kind.GAP, self.position + 1, seal.entry_id)
        if entry is None:
            return Fault(Kind.GONE, seal.position, seal.entry_id)
        if link(self.hash, seal.position, seal.sealed_at, entry) != seal.hash:
            return Fault(Kind.CHANGED, seal.position, seal.entry_id)
        if self.heads.get(seal.position, seal.hash) != seal.hash:
            return Fault(Kind.HEAD, seal.position, seal.entry_id)
        return None


def _entries_of(seals: list[_Seal]) -> dict[int, tuple]:
    """The entries of the seals; one by one if a forger left something that cannot be read."""
    keys = [seal.entry_id for seal in seals]
    try:
        return {row[0]: row for row in _rows(keys)}
    except (ValueError, TypeError):
        return {key: _readable(key) for key in keys}


def _rows(keys: list[int]):
    return TrailEntry.objects.filter(pk__in=keys).order_by().values_list(*FIELDS)


def _readable(key: int) -> tuple | None:
    try:
        return _rows([key]).first()
    except (ValueError, TypeError):
        moment = timezone.now()
        return (key, moment, *[None] * (len(FIELDS) - 2))


def _says(key: int | None) -> str:
    """What the entry says now, if it is there and can be read."""
    try:
        entry = TrailEntry.objects.filter(pk=key).defer("changes").first()
        return _("It now says: %(entry)s") % {"entry": entry} if entry else ""
    except (ValueError, TypeError):
        return ""
