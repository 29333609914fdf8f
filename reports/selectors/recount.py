"""Whether the tallies say what the cases say, and the cases what the rows beside them say."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import ExtractDay, ExtractMonth, ExtractYear
from django.utils import timezone
from django.utils.translation import gettext as _

from issues.models import Case, ReturnRequest
from reports.models import Tally
from reports.selectors.tallies import lines_by_clock, lines_counted, lines_kept
from reports.tallies import BY, CUTS, told_by

_KEPT, _COUNTED = 0, 1


def tallies_compared(now: datetime) -> Iterator[tuple[tuple, str, int, int]]:
    """Each place and number of which the tallies say other than the cases, with what either says.

    A statement for each cut, so that it holds while others write.
    """
    for cut in CUTS:
        yield from _compared(cut, now)


def _compared(cut: str, now: datetime) -> Iterator[tuple[tuple, str, int, int]]:
    dispatched, names = Case.objects.filter(dispatched_at__isnull=False), told_by(cut)
    kept = lines_kept(Tally.objects.filter(cut=cut), names, BY, side=_KEPT)
    by_clock = lines_by_clock(dispatched, cut, names, BY, now, side=_KEPT)
    counted = lines_counted(dispatched, cut, names, BY, now, side=_COUNTED)
    found: dict[tuple, list[Counter]] = {}
    for row in kept.union(by_clock, counted, all=True).iterator():
        place = tuple(row.pop(name) for name in BY)
        found.setdefault(place, [Counter(), Counter()])[row.pop("side")].update(row)
    for place, (said, true) in sorted(found.items()):
        for name in names:
            if said[name] != true[name]:
                yield place, name, said[name], true[name]


def cases_misread() -> Iterator[tuple[str, str]]:
    """The number of each case that repeats wrongly what decides a figure, and what is wrong."""
    returns = ReturnRequest.objects.filter(case=OuterRef("pk"))
    agreed, asked = Exists(returns.filter(upheld=True)), Exists(returns)
    is_told = (
        Q(agreed, returned=Case.Returned.AGREED)
        | Q(asked, ~agreed, returned=Case.Returned.ASKED)
        | Q(~asked, returned=Case.Returned.NEVER)
    )
    for number in Case.objects.exclude(is_told).values_list("number", flat=True).iterator():
        yield number, _("says otherwise than its returns whether it was returned")
    zone = timezone.get_default_timezone()
    year, month, day = (
        one("dispatched_at", tzinfo=zone) for one in (ExtractYear, ExtractMonth, ExtractDay)
    )
    local = {"month": year * 100 + month, "day": (year * 100 + month) * 100 + day}
    dispatched = Case.objects.filter(dispatched_at__isnull=False).annotate(**local)
    wrong = dispatched.exclude(dispatched_month=F("month"), dispatched_day=F("day"))
    for number in wrong.values_list("number", flat=True).iterator():
        yield number, _("was dispatched on another day than it says")
