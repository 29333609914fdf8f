"""Supervision slips: who may see which, to whom one is addressed, and what runs late about it."""

from datetime import datetime, time

from django.db.models import Case as Choice
from django.db.models import F, Q, QuerySet, Value, When

from calendars.counting import instant, local_date
from calendars.selectors import load_calendar
from core.access import condition_for
from issues.models import Case, Slip
from issues.models.ladder import Colour, ShownColour

RECEIPT_DAYS = 1
"""Working days after its issue by which a slip is to be signed for."""
REPLY_DAYS = 3
"""Working days after its issue by which the unit is to reply."""

_LONG = ("case__search", "case__root_cause", "case__enterprise__search", "case__enterprise__scope")


def addressed_to(user) -> Q:
    """The slips that name this person, or a post that they hold or stand in for today."""
    return Q(recipient=user) | Q(position__in=user.posts)


def is_addressed(*, user, slip: Slip) -> bool:
    return Slip.objects.filter(addressed_to(user), pk=slip.pk).exists()


def slips_addressed(*, user) -> QuerySet[Slip]:
    return Slip.objects.filter(addressed_to(user)).select_related("case")


def slips_listed(*, user) -> QuerySet[Slip]:
    """The slips a person may see: those addressed to them, and those ``slip_view`` reaches."""
    condition = condition_for(Slip, user, Slip.view_permission)
    if condition is None:
        found = Slip.objects.filter(addressed_to(user))
    else:
        found = Slip.objects.filter(condition | addressed_to(user) if condition else condition)
    return _with_what_is_shown(found).defer(*_LONG, "case__description")


def slip_for_page(*, user, number: str) -> Slip:
    """One slip: who sees its case sees it too; else Slip.DoesNotExist."""
    cases = Case.objects.visible_to(user)
    found = Slip.objects.filter(Q(pk__in=slips_listed(user=user).values("pk")) | Q(case__in=cases))
    people = ("receipt_by", "replied_by", "case__handler", "case__enterprise")
    return _with_what_is_shown(found).select_related(*people).defer(*_LONG).get(number=number)


def _with_what_is_shown(slips: QuerySet[Slip]) -> QuerySet[Slip]:
    made_good = ~Q(deadline__met_at__isnull=True, deadline__cancelled_at__isnull=True)
    yellow = When(made_good, colour=Colour.RED, then=Value(ShownColour.YELLOW.value))
    shown = slips.annotate(shown=Choice(yellow, default=F("colour")))
    return shown.select_related(
        "case", "organization", "recipient", "position__organization", "deadline"
    )


def slips_of_deadline(slip: Slip) -> list[Slip]:
    """Every slip of the same deadline, the lowest first: how it climbed."""
    rows = slip.deadline.slips.select_related("recipient", "position", "deadline")
    return list(rows.order_by("level"))


def receipt_due_at(slip: Slip) -> datetime:
    return _closes_after(slip.taken_at, RECEIPT_DAYS)


def reply_due_at(slip: Slip) -> datetime:
    return _closes_after(slip.taken_at, REPLY_DAYS)


def _closes_after(at: datetime, days: int) -> datetime:
    return load_calendar().working_day(local_date(at), days).closes_at


def receipt_late(now: datetime) -> Q:
    """The slips whose receipt is late: nobody has signed by ``receipt_due_at``."""
    calendar, today = load_calendar(), local_date(now)
    last = calendar.working_day(today, 0)
    if last.closes_at >= now:
        last = calendar.working_day(last.date, -1)
    first_in_time = calendar.working_day(last.date, 1 - RECEIPT_DAYS).date
    return Q(receipt_at__isnull=True, taken_at__lt=instant(first_in_time, time.min))
