"""Milestones planned backwards from the end date (倒排工期), and how a plan stands."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calendars.counting import WorkingCalendar, local_date
from calendars.selectors import load_calendar
from core.errors import NotSo
from core.models import TrailEntry
from core.templatetags.times import time_in_words
from issues.models import Case, KeyTask, Milestone
from issues.selectors.lights import Light, soon_until


def days_backwards(
    end_on: date, lengths: Sequence[int], *, since: date, calendar: WorkingCalendar | None = None
) -> list[date]:
    """The last day of each step, so that they follow one another and the last ends on ``end_on``.

    Counted back in working days; an end date that is off means the last working day before it.
    NotSo where the end date is over, or the steps together are longer than what is left.
    """
    calendar = calendar or load_calendar()
    if end_on < since:
        raise NotSo(
            _("The end date %(day)s is over. Choose one that lies ahead.")
            % {"day": time_in_words(end_on)}
        )
    left = calendar.working_days_between(since, end_on)
    needed = sum(lengths)
    if needed > left:
        raise NotSo(
            _(
                "The milestones take %(needed)s working days together, but only %(left)s are left "
                "until %(day)s. Shorten them by %(over)s, or choose a later end date."
            )
            % {
                "needed": needed,
                "left": left,
                "over": needed - left,
                "day": time_in_words(end_on),
            }
        )
    last = calendar.ordinal_on(end_on)
    after = [sum(lengths[place + 1 :]) for place in range(len(lengths))]
    return [calendar.day_at(last - days) for days in after]


def key_tasks_listed(*, user) -> QuerySet[KeyTask]:
    """The key tasks this person may see, each with how many of its milestones are met."""
    standing = Q(milestones__dropped_at__isnull=True)
    return (
        KeyTask.objects.visible_to(user)
        .select_related("leader", "organization")
        .annotate(
            planned=Count("milestones", filter=standing, distinct=True),
            met=Count("milestones", filter=Q(milestones__met_at__isnull=False), distinct=True),
        )
    )


KEY_TASK_ACTIONS = {
    "key_task_create": gettext_lazy("wrote it down"),
    "key_task_change": gettext_lazy("changed it"),
    "key_task_withdraw": gettext_lazy("withdrew it"),
    "plan": gettext_lazy("planned the milestones"),
    "meet_milestone": gettext_lazy("reported a milestone met"),
}


def story_of(entries: Iterable[TrailEntry]) -> list[dict]:
    """The trail of a key task as components/timeline.html shows it."""
    return [
        {
            "at": entry.at,
            "who": entry.actor_name,
            "what": KEY_TASK_ACTIONS.get(entry.action, entry.action),
            "note": "\n".join(filter(None, [_said(entry.changes), entry.note])),
            "is_strong": True,
        }
        for entry in entries
    ]


def _said(changes: dict) -> str:
    return changes.get("plan") or changes.get("milestone") or ""


class Mark(NamedTuple):
    """How one milestone stands; ``slip`` is by how many working days its date has moved."""

    milestone: Milestone
    number: int
    light: str
    due_on: date
    original_on: date
    slip: int

    @property
    def is_met_late(self) -> bool:
        return bool(self.milestone.met_at and self.milestone.met_at > self.milestone.due_at)


def milestones_of(owner: Case | KeyTask) -> QuerySet[Milestone]:
    """The plan as it stands: without what was taken out of it."""
    standing = owner.milestones.filter(dropped_at__isnull=True)
    return standing.select_related("deadline", "met_by").prefetch_related(
        "replans__made_by", "files__stored"
    )


def marks_of(milestones: Sequence[Milestone], *, now=None) -> list[Mark]:
    """The milestones by date, each with its light and its slippage."""
    now = now or timezone.now()
    soon_at, calendar = soon_until(now), load_calendar()
    ordered = sorted(milestones, key=lambda one: (one.due_at, one.pk))
    return [_mark(one, place, now, soon_at, calendar) for place, one in enumerate(ordered, 1)]


def _mark(one: Milestone, number: int, now, soon_at, calendar) -> Mark:
    due_on, original_on = local_date(one.due_at), local_date(one.original_due_at)
    slip = calendar.working_days_between(original_on, due_on)
    return Mark(one, number, _light(one, now, soon_at), due_on, original_on, slip)


def _light(one: Milestone, now, soon_at) -> Light:
    if one.met_at:
        return Light.CLOSED
    if one.due_at < now:
        return Light.LATE
    return Light.DUE_SOON if one.due_at <= soon_at else Light.ON_TIME
