"""Closing a month: what is due to it is booked, and its figures are frozen with who closed it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotNow
from core.months import begins_at, in_words, month_on
from points.models import ClosedMonth, Entry, FrozenPoints, FrozenRate
from points.rates import rates_of_month
from points.selectors.months import month_to_close
from points.selectors.standing import ranked, standings_live
from points.services.booking import entries_book, ledger_lock
from points.workflow import CLOSE


@transaction.atomic
def month_close(*, actor, month: int) -> ClosedMonth:
    """Freeze a month that is over, the earliest open one; NotNow for any other.

    What becomes known of it later counts in the month in which it is booked.
    """
    require(actor, CLOSE)
    ledger_lock()
    _check(month)
    entries_book(at=begins_at(month_on(month, 1)))
    closed = ClosedMonth.objects.create(
        month=month,
        closed_by=actor,
        closed_by_name=actor.display_name,
        closed_at=timezone.now(),
    )
    FrozenPoints.objects.bulk_create(_points_of(closed))
    FrozenRate.objects.bulk_create(
        FrozenRate(closed=closed, **counted._asdict()) for counted in rates_of_month(month)
    )
    record(actor=actor, subject=closed, action="points_month_close", at=closed.closed_at)
    return closed


def _check(month: int) -> None:
    wanted = month_to_close(timezone.now())
    if ClosedMonth.objects.filter(month=month).exists():
        raise NotNow(_("This month was closed before. Reload to see by whom."))
    if wanted is None:
        raise NotNow(_("No month can be closed before it is over."))
    if month != wanted:
        raise NotNow(
            _("Months are closed one after the other: %(month)s comes first.")
            % {"month": in_words(wanted)}
        )
    if Entry.objects.filter(month=month, appeal__isnull=False, appeal__upheld=None).exists():
        raise NotNow(_("An appeal about this month still waits. Decide it first."))


def _points_of(closed: ClosedMonth) -> list[FrozenPoints]:
    return [
        FrozenPoints(
            closed=closed,
            unit_id=one.unit_id,
            unit_name=one.name,
            group=one.group,
            given=one.given,
            taken=one.taken,
            due=one.due,
            rank=one.rank,
        )
        for group in ranked(standings_live(closed.month))
        for one in (*group.ranked, *group.apart)
    ]
