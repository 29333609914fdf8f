"""What runs by the calendar moves with it: dates, ladder, cases, trail, notices, in its transaction.

The statements are set-based and their number is fixed, however many deadlines move. Locks are
taken in the order of the sweep and of a case's step: the number series, the cases, the deadlines.
"""

import datetime as dt
from collections import defaultdict

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Min, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from calendars.facts import DAY
from calendars.models import Day, Edition, Stretch
from calendars.moments import instant
from calendars.selectors import load_calendar
from calendars.services import Follower, Shift, follower_add
from core.audit import SYSTEM, record_many
from core.numbering import take_numbers
from issues.models import (
    Case,
    CaseRequest,
    Deadline,
    DueShift,
    LadderRung,
    Pause,
    Slip,
)
from issues.selectors.recipients import addressees_on
from issues.services import shifting_sql
from issues.services.ladder import slip_series
from issues.workflow import RESOLVING_STAGES, Stage
from notices.models import Notice
from notices.services import notices_post_many

STRAYS_SINCE = 31 * DAY
_TABLES = {
    "day": Day._meta.db_table,
    "deadline": Deadline._meta.db_table,
    "pause": Pause._meta.db_table,
    "request": CaseRequest._meta.db_table,
    "rung": LadderRung._meta.db_table,
    "shift": DueShift._meta.db_table,
    "slip": Slip._meta.db_table,
    "stretch": Stretch._meta.db_table,
}


def shifts_foresee(edition: Edition) -> list[Shift]:
    """From when to when deadlines would move, and how many; the days are written already."""
    rows = rows_counted(edition, shifting_sql.SHIFTS)
    return [Shift(aware(was), aware(now), count) for was, now, count in rows]


def rows_counted(edition: Edition, statement: str) -> list[tuple]:
    """What a query over the deadlines counted anew answers; instants as the database has them."""
    with connection.cursor() as cursor:
        cursor.execute(*_counted(edition, statement))
        return cursor.fetchall()


def deadlines_shift(edition: Edition, actor) -> int:
    """Move what the edition touches; returns how many deadlines have another date now."""
    take_numbers(slip_series(timezone.now()), 0)
    cases = _touched_cases(edition)
    locked = cases.select_for_update(of=("self",), no_key=True).order_by("pk")
    list(locked.values_list("pk"))
    with connection.cursor() as cursor:
        cursor.execute(*_counted(edition, shifting_sql.INSERT_SHIFTS, edition.pk))
        cursor.execute(*_counted(edition, shifting_sql.MOVE))
        since = [edition.from_on, _adapted(_midnight(edition.from_on))]
        cursor.execute(shifting_sql.CLIMB.format(**_tables()), since)
    summaries_refresh(cases)
    shifts = list(
        DueShift.objects.filter(edition=edition)
        .order_by("deadline__case_id", "pk")
        .select_related("deadline")
    )
    _record(shifts, edition, actor)
    _tell(shifts, edition)
    return len(shifts)


@transaction.atomic
def deadlines_keep() -> int:
    """Mend what was started by the old calendar just while a change was being made; how many.

    With nothing to mend it is one look; otherwise the mending is an edition of its own.
    """
    since, until = timezone.localdate() - STRAYS_SINCE, load_calendar().last
    edition = Edition(from_on=since, until_on=until, reason=_("counted anew"))
    if not shifts_foresee(edition):
        return 0
    edition.save()
    edition.moved = deadlines_shift(edition, SYSTEM)
    edition.save(update_fields=["moved"])
    return edition.moved


def summaries_refresh(cases) -> None:
    """Copy the dates of the deadlines onto these cases: ``summary_refresh`` for many at once."""
    mine = Deadline.objects.filter(case=OuterRef("pk"), cancelled_at__isnull=True)
    running = mine.filter(met_at__isnull=True, paused_at__isnull=True).order_by()
    due_at = running.values("case").annotate(least=Min("due_at")).values("least")
    of_round = mine.filter(round=OuterRef("round")).order_by("-pk")
    accept = of_round.filter(stage=Stage.ACCEPT)
    resolve = of_round.filter(stage__in=RESOLVING_STAGES)
    cases.update(
        due_at=Subquery(due_at),
        accept_due_at=_latest(accept, "due_at", "accept_due_at"),
        resolve_due_at=_latest(resolve, "due_at", "resolve_due_at"),
        resolve_original_due_at=_latest(resolve, "original_due_at", "resolve_original_due_at"),
    )


def _latest(deadlines, field: str, kept: str):
    return Coalesce(Subquery(deadlines.values(field)[:1]), F(kept))


def _touched_cases(edition: Edition):
    touched = Deadline.objects.filter(
        met_at__isnull=True,
        cancelled_at__isnull=True,
        paused_at__isnull=True,
        due_on__gte=edition.from_on,
        started_at__lt=_midnight(edition.until_on + DAY),
    )
    return Case.objects.filter(pk__in=touched.values("case"))


def _counted(edition: Edition, statement: str, *more) -> tuple[str, list]:
    """A statement over the deadlines the edition may touch, each counted anew, and its parameters."""
    said = shifting_sql.Said(connection.vendor, settings.TIME_ZONE)
    span = [edition.from_on, _adapted(_midnight(edition.until_on + DAY))]
    sql = (shifting_sql.counted(said) + statement).format(**_tables())
    return sql, [*span, *more]


def _tables() -> dict[str, str]:
    return {name: connection.ops.quote_name(table) for name, table in _TABLES.items()}


def _midnight(date: dt.date) -> dt.datetime:
    return instant(date, dt.time.min)


def _adapted(at: dt.datetime):
    return connection.ops.adapt_datetimefield_value(at)


def aware(at: dt.datetime | str) -> dt.datetime:
    """An instant from a query of our own: SQLite gives text in the connection's zone."""
    at = dt.datetime.fromisoformat(at) if isinstance(at, str) else at
    return at if timezone.is_aware(at) else at.replace(tzinfo=dt.UTC)


def _record(shifts: list[DueShift], edition: Edition, actor) -> None:
    """One line of the trail for each case, with every date of it that moved."""
    told = defaultdict(list)
    for shift in shifts:
        dates = [timezone.localtime(at).isoformat() for at in (shift.was_at, shift.now_at)]
        told[shift.deadline.case_id].append({"stage": shift.deadline.stage, "due": dates})
    cases = Case.objects.only("number", "title").in_bulk(list(told))
    record_many(
        actor=actor,
        action="calendar_shift",
        changes=[
            (cases[pk], {"reason": edition.reason, "shifts": moved}) for pk, moved in told.items()
        ],
    )


def _tell(shifts: list[DueShift], edition: Edition) -> None:
    """One notice to each head whose units' deadlines moved, however many they are."""
    people = addressees_on(timezone.localdate())
    heads = {
        row.organization_id: row.user_id for row in people if row.kind == LadderRung.Recipient.HEAD
    }
    units = defaultdict(lambda: defaultdict(int))
    for shift in shifts:
        unit = shift.deadline.organization_id
        if heads.get(unit):
            units[heads[unit]][unit] += 1
    notices_post_many(
        Notice(
            recipient_id=person,
            template="issues.calendar_shift",
            label=edition.reason,
            params={"count": sum(counts.values())},
            url=_list_of(list(counts)),
            dedupe_key=f"edition:{edition.pk}:user:{person}",
        )
        for person, counts in units.items()
    )


def _list_of(units: list[int]) -> str:
    """The list of deadlines; of the one unit, if it is one."""
    chosen = f"?unit={units[0]}" if len(units) == 1 else ""
    return reverse("issues:deadline_list") + chosen


follower_add(Follower(shifts_foresee, deadlines_shift))
