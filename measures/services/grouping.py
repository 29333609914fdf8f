"""Asks for a search for common problems; the searching itself is a worker's (group_work)."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotNow, NotSo
from core.jobs import hint
from measures.models import Grouping
from measures.workflow import DECIDE

RUN_TASK = "measures.tasks.grouping_run"
LONGEST = timedelta(days=731)
HALF_A_YEAR = timedelta(days=183)
ANEW_AFTER = timedelta(days=7)
UNDERWAY = (Grouping.State.QUEUED, Grouping.State.RUNNING)


@transaction.atomic
def grouping_start(*, actor, since_on: date, until_on: date) -> Grouping:
    """Have the cases registered in these days searched; what was only proposed gives way."""
    require(actor, DECIDE)
    if until_on < since_on:
        raise NotSo(_("The last day lies before the first. Swap them."), fields={"until_on": ""})
    if until_on - since_on > LONGEST:
        raise NotSo(_("Two years at most, please."), fields={"since_on": ""})
    if Grouping.objects.filter(state__in=UNDERWAY).exists():
        raise NotNow(_("A search is under way. Wait until it is done."))
    grouping = Grouping.objects.create(created_by=actor, since_on=since_on, until_on=until_on)
    record(actor=actor, subject=grouping, action="grouping_start")
    hint(RUN_TASK, grouping.pk)
    return grouping


@transaction.atomic
def grouping_renew(at: datetime | None = None) -> Grouping | None:
    """Once a week ask again for the last half-year, in the name of whoever asked last."""
    today = timezone.localdate(at)
    last = Grouping.objects.select_for_update().order_by("-id").first()
    if last is None or last.is_underway:
        return None
    if timezone.localdate(last.created_at) > today - ANEW_AFTER:
        return None
    renewed = Grouping.objects.create(
        created_by=last.created_by, since_on=today - HALF_A_YEAR, until_on=today
    )
    hint(RUN_TASK, renewed.pk)
    return renewed
