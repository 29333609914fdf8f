"""The light of a case, in SQL and in Python alike (interface, "Look").

What asks for action comes first: a case that was made good and runs late again is late. A red slip
is never erased: once its deadline is met it turns yellow, also after closing, never green.
"""

from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from calendars.counting import local_date
from calendars.selectors import load_calendar
from core.lookups import looked_up
from issues.models import Case, Deadline, Slip
from issues.models.ladder import Colour

SUSPENDED_STATE = "suspended"
"""The state of a case that waits for a change of policy; only the clock of its review runs."""


class Light(models.TextChoices):
    SUPERVISED = "supervised", _("supervised")
    LATE = "late", _("late")
    DUE_SOON = "due_soon", _("due soon")
    ON_TIME = "on_time", _("on time")
    MADE_GOOD = "made_good", _("made good")
    SUSPENDED = "suspended", _("suspended")
    CLOSED = "closed", _("closed")


def soon_until(now: datetime, working_days: int = 1) -> datetime:
    """What is due by this instant is due soon: the close of the next working day."""
    return load_calendar().working_day(local_date(now), working_days).closes_at


CASE_FACTS = ("state", "due_at", "closed_at", "has_red", "has_open_red")
DEADLINE_FACTS = ("met_at", "cancelled_at", "paused_at", "due_at", "has_red")
"""What ``light_of`` and ``deadline_light`` read, of a model or of a plain row."""


def with_light_facts(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Annotate what ``light_of`` needs besides the row itself: two looks at an index per row."""
    return cases.annotate(
        has_red=looked_up(_red_slips()),
        has_open_red=looked_up(_red_slips().filter(**_OPEN_DEADLINE)),
    )


_OPEN_DEADLINE = {"deadline__met_at__isnull": True, "deadline__cancelled_at__isnull": True}


def _red_slips() -> QuerySet[Slip]:
    return Slip.objects.filter(case=OuterRef("pk"), colour=Colour.RED)


def light_of(case: Case, now: datetime, soon_at: datetime | None = None) -> Light:
    """The light of one case; lists annotate ``with_light_facts`` and give ``soon_until(now)``."""
    if not hasattr(case, "has_red"):
        facts = with_light_facts(Case.objects.filter(pk=case.pk))
        case.has_red, case.has_open_red = facts.values_list("has_red", "has_open_red").get()
    if case.has_open_red:
        return Light.SUPERVISED
    urgency = _urgency(case, now, soon_at or soon_until(now))
    if urgency:
        return urgency
    if case.has_red:
        return Light.MADE_GOOD
    return Light.CLOSED if case.closed_at else _resting(case)


def _urgency(case: Case, now: datetime, soon_at: datetime) -> Light | None:
    if case.closed_at or case.due_at is None:
        return None
    if case.due_at < now:
        return Light.LATE
    return Light.DUE_SOON if case.due_at <= soon_at else None


def _resting(case: Case) -> Light:
    return Light.SUSPENDED if case.state == SUSPENDED_STATE else Light.ON_TIME


def cases_with_light(cases: QuerySet[Case], light: str, now: datetime) -> QuerySet[Case]:
    """Those of ``cases`` whose light is this one: the same answer as ``light_of`` for each."""
    soon_at = soon_until(now)
    cases = cases.alias(
        is_red=Exists(_red_slips()),
        is_open_red=Exists(_red_slips().filter(**_OPEN_DEADLINE)),
    )
    ticking = Q(closed_at__isnull=True)
    is_suspended = Q(state=SUSPENDED_STATE)
    urgent = ticking & Q(due_at__lte=soon_at)
    calm = Q(is_open_red=False) & (~ticking | Q(due_at__isnull=True) | Q(due_at__gt=soon_at))
    conditions = {
        Light.SUPERVISED: Q(is_open_red=True),
        Light.LATE: Q(is_open_red=False) & urgent & Q(due_at__lt=now),
        Light.DUE_SOON: Q(is_open_red=False) & urgent & Q(due_at__gte=now),
        Light.MADE_GOOD: calm & Q(is_red=True),
        Light.CLOSED: Q(is_red=False, closed_at__isnull=False),
        Light.SUSPENDED: calm & ticking & is_suspended & Q(is_red=False),
        Light.ON_TIME: calm & ticking & ~is_suspended & Q(is_red=False),
    }
    return cases.filter(conditions[Light(light)])


def with_deadline_facts(deadlines: QuerySet[Deadline]) -> QuerySet[Deadline]:
    """Annotate what ``deadline_light`` needs besides the row itself."""
    red = Slip.objects.filter(deadline=OuterRef("pk"), colour=Colour.RED)
    return deadlines.annotate(has_red=looked_up(red))


def deadline_light(row: Deadline, now: datetime, soon_at: datetime) -> Light:
    """The light of one deadline, a model or a plain row, that ``with_deadline_facts`` annotated."""
    if row.met_at or row.cancelled_at:
        return Light.MADE_GOOD if row.has_red else Light.CLOSED
    if row.has_red:
        return Light.SUPERVISED
    if row.paused_at:
        return Light.SUSPENDED
    if row.due_at < now:
        return Light.LATE
    return Light.DUE_SOON if row.due_at <= soon_at else Light.ON_TIME


def deadlines_with_light(deadlines: QuerySet[Deadline], light: str, now: datetime):
    """Those of ``deadlines`` whose light is this one: the same answer as ``deadline_light``."""
    soon_at = soon_until(now)
    red = Slip.objects.filter(deadline=OuterRef("pk"), colour=Colour.RED)
    deadlines = deadlines.alias(is_red=Exists(red))
    is_open = Q(met_at__isnull=True, cancelled_at__isnull=True)
    runs = is_open & Q(is_red=False, paused_at__isnull=True)
    conditions = {
        Light.SUPERVISED: is_open & Q(is_red=True),
        Light.LATE: runs & Q(due_at__lt=now),
        Light.DUE_SOON: runs & Q(due_at__gte=now, due_at__lte=soon_at),
        Light.ON_TIME: runs & Q(due_at__gt=soon_at),
        Light.SUSPENDED: is_open & Q(is_red=False, paused_at__isnull=False),
        Light.MADE_GOOD: ~is_open & Q(is_red=True),
        Light.CLOSED: ~is_open & Q(is_red=False),
    }
    return deadlines.filter(conditions[Light(light)])
