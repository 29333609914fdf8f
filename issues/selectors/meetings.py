"""The coordination meetings of a case as its page shows them: minutes, tasks, lights and files."""

from collections.abc import Iterable

from django.utils import timezone

from issues.models import Attachment, Case, Deadline, Meeting, Responsibility
from issues.selectors.lights import deadline_light, soon_until

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
