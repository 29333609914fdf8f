"""Reads about joint meetings: which hazards a rule puts on the agenda, and the agenda itself."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from issues.models import Case, Deadline
from issues.selectors.ball import ball_of
from issues.selectors.lights import light_of, soon_until, with_light_facts
from issues.selectors.meetings import tasks_shown
from issues.workflow import Kind
from safety.models import AgendaItem, JointMeeting
from safety.selectors.zero import OPEN
from safety.workflow import Grade

DECIDE = "safety.hazard_decide_jointly"
MOST = 50
"""So many hazards a rule puts on one agenda; more can be added by hand."""
AGED_DAYS = 30


class AgendaRule(models.TextChoices):
    """Which open hazards come on the agenda, in this order."""

    MAJOR = "major", _("major hazards")
    LATE = "late", _("late ones")
    AGAIN = "again", _("those that came back, or failed acceptance")
    AGED = "aged", _("open for more than 30 days")


def _condition(rule: str, at: datetime) -> Q:
    return {
        AgendaRule.MAJOR: Q(grade=Grade.MAJOR),
        AgendaRule.LATE: Q(due_at__lt=at),
        AgendaRule.AGAIN: Q(relapse_of__isnull=False)
        | Q(hazard__repeat_of__isnull=False)
        | Q(round__gt=1),
        AgendaRule.AGED: Q(registered_at__lt=at - timedelta(days=AGED_DAYS)),
    }[AgendaRule(rule)]


def hazards_decidable(*, user) -> QuerySet[Case]:
    """The open hazards that this person may decide about at a joint meeting."""
    return Case.objects.allowing(user, DECIDE).filter(OPEN, kind=Kind.HAZARD)


def hazards_by_rule(*, user, rules: list[str], at: datetime) -> list[tuple[Case, str]]:
    """Each hazard once, with the rules that it meets in words; the most urgent of a rule first."""
    found: dict[int, tuple[Case, list[str]]] = {}
    for rule in (one for one in AgendaRule if one in rules):
        rows = hazards_decidable(user=user).filter(_condition(rule, at))
        for case in rows.order_by("due_at", "pk").defer("search")[:MOST]:
            found.setdefault(case.pk, (case, []))[1].append(str(rule.label))
    return [(case, "、".join(why)) for case, why in found.values()][:MOST]


def meetings_listed(*, user) -> QuerySet[JointMeeting]:
    """The joint meetings this person may see, each with how many items it has."""
    rows = JointMeeting.objects.visible_to(user).select_related("chair", "convened_by")
    settled = Q(items__decision__isnull=False) | ~Q(items__put_off="")
    return rows.annotate(
        item_count=Count("items"), settled_count=Count("items", filter=settled)
    ).order_by("-held_at", "-pk")


def agenda_of(meeting: JointMeeting, *, user) -> list[AgendaItem]:
    """The items on hazards that this person may see, with light, ball and the tasks given."""
    now = timezone.now()
    cases = with_light_facts(Case.objects.visible_to(user)).select_related(
        "enterprise", "lead_unit", "oversight_unit", "handler", "hazard"
    )
    visible = cases.defer("search", "enterprise__search").in_bulk(
        list(meeting.items.values_list("case", flat=True))
    )
    items = [
        item
        for item in meeting.items.select_related("decision__minuted_by")
        if item.case_id in visible
    ]
    running: dict[int, list[Deadline]] = {}
    for row in Deadline.objects.filter(case__in=visible, met_at=None, cancelled_at=None):
        running.setdefault(row.case_id, []).append(row)
    soon_at, tasks = soon_until(now), tasks_shown([item.decision_id for item in items], now)
    for item in items:
        item.case = visible[item.case_id]
        item.case.light = light_of(item.case, now, soon_at)
        item.case.ball = ball_of(item.case, running.get(item.case_id, []))
        item.tasks = tasks.get(item.decision_id, [])
    return items
