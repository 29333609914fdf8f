"""The coordination meetings of a case as its page shows them: minutes, tasks, lights and files."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from issues.models import Attachment, Case, Deadline, Meeting, Responsibility
from issues.selectors.lights import deadline_light, soon_until, with_deadline_facts

Purpose = Attachment.Purpose


def meetings_of(
    case: Case,
    parts: Iterable[Responsibility],
    deadlines: Iterable[Deadline],
    files: list[dict],
) -> list[Meeting]:
    """The meetings, the newest first; parts, deadlines and files are the case's own."""
    now = timezone.now()
    soon_at, by_id = soon_until(now), {row.pk: row for row in deadlines}
    tasks = [part for part in parts if part.role == Responsibility.Role.TASK]
    for task in tasks:
        task.due = by_id[task.deadline_id]
        task.light = deadline_light(task.due, now, soon_at)
        task.files = _files_of(task, Purpose.TASK, files)
    found = list(
        case.meetings.select_related("convened_by", "minuted_by").prefetch_related("units")
    )
    for meeting in found:
        meeting.parts = [task for task in tasks if task.meeting_id == meeting.pk]
        meeting.files = _files_of(meeting, Purpose.MINUTES, files)
    return found


def _files_of(thing, purpose: str, files: list[dict]) -> list[dict]:
    return [
        {**file, "note": ""}
        for file in files
        if file["purpose"] == purpose and file["of"] == thing.pk
    ]


def tasks_shown(meetings: Iterable[int], now: datetime) -> dict[int, list[Responsibility]]:
    """The tasks of several meetings, each with its deadline and its light; by the meeting's key."""
    rows = Responsibility.objects.filter(meeting__in=[key for key in meetings if key])
    tasks = list(rows.select_related("organization"))
    keys, soon_at = [task.deadline_id for task in tasks], soon_until(now)
    facts = with_deadline_facts(Deadline.objects.filter(pk__in=keys)).in_bulk()
    found: dict[int, list[Responsibility]] = {}
    for task in tasks:
        task.deadline = facts[task.deadline_id]
        task.light = deadline_light(task.deadline, now, soon_at)
        found.setdefault(task.meeting_id, []).append(task)
    return found
