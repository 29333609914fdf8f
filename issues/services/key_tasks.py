"""The key tasks of the year: kept by the visit office, planned and met by their units (domain, 3.13)."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from calendars.selectors import load_calendar
from core.access import require
from core.audit import record
from core.errors import NotNow, NotSo
from core.models import StoredFile
from core.numbering import take_numbers
from issues.models import KeyTask, Milestone
from issues.services.plans import Line, Planning, milestone_meet
from organizations.models import Organization

MANAGE = "issues.key_task_manage"


@transaction.atomic
def key_task_create(*, actor, units: Iterable[Organization] = (), **facts) -> KeyTask:
    """Write down a key task; its year is that of its end date."""
    require(actor, MANAGE)
    _check(facts)
    if facts["ends_on"] <= timezone.localdate():
        text = _("The end date must lie ahead.")
        raise NotSo(text, fields={"ends_on": text})
    year = facts["ends_on"].year
    number = f"ZD{year}{take_numbers(f'ZD{year}'):03d}"
    key_task = KeyTask.objects.create(number=number, year=year, **facts)
    key_task.units.set(units)
    record(actor=actor, subject=key_task, action="key_task_create", **_said(facts))
    return key_task


def key_task_change(
    *, actor, key_task: KeyTask, units: Iterable[Organization] = (), **facts
) -> KeyTask:
    """Change what is written; the end date may not come before a milestone that stands."""
    _check(facts)
    with _changing(actor, key_task, MANAGE, "key_task_change", **_said(facts)) as locked:
        _check_end(locked, facts["ends_on"])
        for name, value in facts.items():
            setattr(locked, name, value)
        locked.year = locked.ends_on.year
        locked.units.set(units)
    return locked


def key_task_withdraw(*, actor, key_task: KeyTask, reason: str) -> None:
    """End a key task without its being done, and say why; it leaves the wall."""
    if not reason.strip():
        raise NotSo(_("Say why."), fields={"reason": ""})
    with _changing(actor, key_task, MANAGE, "key_task_withdraw", note=reason) as locked:
        locked.withdrawn_at = timezone.now()


def key_task_plan(*, actor, key_task: KeyTask, lines: Iterable[Line], reason: str = "") -> None:
    """Plan the milestones within the end date, or plan them anew and say why."""
    changes: dict = {}
    with _changing(
        actor, key_task, "issues.key_task_plan", "plan", note=reason, changes=changes
    ) as locked:
        plan = Planning(locked, actor, timezone.now(), reason)
        closes_at = load_calendar().working_day(locked.ends_on).closes_at
        plan.make(list(lines), closes_at)
        changes.update(plan.changes)


def key_task_meet_milestone(
    *, actor, key_task: KeyTask, milestone: Milestone, note: str, files: Iterable[StoredFile] = ()
) -> None:
    """A unit that takes part reports that a milestone is met, with what shows it."""
    with _changing(
        actor,
        key_task,
        "issues.key_task_progress",
        "meet_milestone",
        note=note,
        milestone=milestone.name,
    ) as locked:
        milestone_meet(locked, milestone, actor=actor, at=timezone.now(), note=note, files=files)


def milestones_for(key_task: KeyTask):
    """The milestones that are still to be met, by date."""
    open_ones = key_task.milestones.filter(met_at__isnull=True, dropped_at__isnull=True)
    return open_ones.order_by("own_due_at", "pk")


@contextmanager
def _changing(
    actor, key_task: KeyTask, permission: str, action: str, *, note="", changes=None, **said
) -> Iterator[KeyTask]:
    """Lock the key task, check, let the caller change it, then record."""
    with transaction.atomic():
        locked = KeyTask.objects.select_for_update(of=("self",)).get(pk=key_task.pk)
        require(actor, permission, locked)
        if locked.withdrawn_at:
            raise NotNow(_("This key task was withdrawn; nothing more is done in it."))
        yield locked
        locked.version += 1
        locked.save()
        record(actor=actor, subject=locked, action=action, note=note, **said, **(changes or {}))


def _check(facts: dict) -> None:
    if not facts["title"].strip():
        raise NotSo(_("Say in a few words what it is about."), fields={"title": ""})
    if facts["ends_on"] <= facts["starts_on"]:
        text = _("The end date must be later than the start.")
        raise NotSo(text, fields={"ends_on": text})
    if not facts["leader"].positions.exclude(kind="head").exists():
        text = _("Only a district leader can lead a key task.")
        raise NotSo(text, fields={"leader": text})


def _check_end(key_task: KeyTask, ends_on: date) -> None:
    closes_at = load_calendar().working_day(ends_on).closes_at
    beyond = milestones_for(key_task).filter(own_due_at__gt=closes_at).first()
    if beyond:
        text = _("“%(name)s” is planned after this date. Move it first.") % {"name": beyond.name}
        raise NotSo(text, fields={"ends_on": text})


def _said(facts: dict) -> dict:
    return {name: str(value) for name, value in facts.items()}
