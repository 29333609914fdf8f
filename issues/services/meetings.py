"""Coordination meetings: a leader convenes, the minutes split the case into tasks (domain, section 4).

A task is a part in the case with a deadline of its own; the lead's reply waits for it as for a
support's (``services.handling``).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import NotNow, NotSo, NotYou
from core.models import StoredFile
from core.templatetags.times import time_in_words
from issues.models import Attachment, Case, Meeting, Responsibility
from issues.selectors.requests import resolving_deadline
from issues.services.cases import attachment_add
from issues.services.deadlines import deadline_set, deadlines_meet
from issues.services.notify import meeting_tell, task_tell
from issues.services.steps import Step, case_step
from issues.workflow import Stage
from organizations.models import Organization

MINUTES_FIRST = gettext_lazy(
    "The minutes of the last meeting are still missing. Record them first."
)


class Task(NamedTuple):
    """What the minutes ask of one unit, and by when."""

    unit: Organization
    text: str
    due_at: datetime


def case_convene(
    *,
    actor,
    case: Case,
    held_at: datetime,
    place: str,
    units: Iterable[Organization],
    note: str = "",
    seen_version=None,
) -> Meeting:
    """Call the units together about the case; the minutes may be recorded before or after."""
    units = list(units)
    if not place.strip():
        raise NotSo(_("Say where the meeting is."), fields={"place": ""})
    if not units:
        raise NotSo(_("Choose the units that take part."), fields={"units": ""})
    with case_step(
        actor=actor, case=case, move="convene", seen_version=seen_version, note=note
    ) as step:
        if meeting_waiting(step.case):
            raise NotNow(str(MINUTES_FIRST))
        meeting = Meeting.objects.create(
            case=step.case,
            round=step.case.round,
            held_at=held_at,
            place=place.strip(),
            convened_by=actor,
            convened_at=step.at,
        )
        meeting.units.set(units)
        step.changes["held"] = f"{time_in_words(held_at)} {meeting.place}"
        step.changes["units"] = "、".join(map(str, units))
        meeting_tell(meeting=meeting, units=units)
    return meeting


def case_record_minutes(
    *,
    actor,
    case: Case,
    minutes: str,
    tasks: Iterable[Task] = (),
    files: Iterable[StoredFile] = (),
    seen_version=None,
) -> None:
    """Write down what the meeting decided, and give each unit its task with its date."""
    if not minutes.strip():
        raise NotSo(_("Write down what the meeting decided."), fields={"minutes": ""})
    tasks = list(tasks)
    with case_step(
        actor=actor, case=case, move="record_minutes", seen_version=seen_version, note=minutes
    ) as step:
        meeting = meeting_waiting(step.case)
        if meeting is None:
            raise NotNow(_("No meeting waits for its minutes."))
        meeting.minutes, meeting.minuted_by, meeting.minuted_at = minutes.strip(), actor, step.at
        meeting.save()
        tasks_give(step, meeting, tasks)
        for stored in files:
            attachment_add(
                actor=actor,
                case=step.case,
                stored=stored,
                purpose=Attachment.Purpose.MINUTES,
                meeting=meeting,
            )


def tasks_give(step: Step, meeting: Meeting, tasks: Iterable[Task]) -> None:
    """Give each unit its task, inside the step that records what was decided."""
    said = []
    for task in tasks:
        _give(step, meeting, task)
        said.append(f"{task.unit}：{task.text}（{time_in_words(task.due_at)}）")
    if said:
        step.changes["tasks"] = "；".join(said)


def _give(step: Step, meeting: Meeting, task: Task) -> None:
    case, unit = step.case, task.unit
    if not task.text.strip():
        raise NotSo(_("Say what is asked of %(unit)s.") % {"unit": unit}, fields={"tasks": ""})
    _check_date(case, task, step.at)
    deadline = deadline_set(
        case, Stage.TASK, organization_id=unit.pk, at=step.at, due_at=task.due_at
    )
    part = Responsibility.objects.create(
        case=case,
        organization=unit,
        role=Responsibility.Role.TASK,
        task=task.text.strip(),
        meeting=meeting,
        deadline=deadline,
        since_at=step.at,
    )
    task_tell(part=part)


def _check_date(case: Case, task: Task, at: datetime) -> None:
    """A task ends no later than the case, unless the case itself is late already."""
    whole = resolving_deadline(case)
    if whole is not None and at < whole.due_at < task.due_at:
        raise NotSo(
            _(
                "The task of %(unit)s would end after the case itself, which is due %(when)s. "
                "Give it an earlier date, or have the case extended first."
            )
            % {"unit": task.unit, "when": time_in_words(whole.due_at)},
            fields={"tasks": ""},
        )


def case_task_reply(
    *,
    actor,
    case: Case,
    part: Responsibility,
    text: str,
    files: Iterable[StoredFile] = (),
    seen_version=None,
) -> None:
    """A unit answers for a task that a meeting gave it, and that is its end."""
    if not text.strip():
        raise NotSo(_("Write the reply."), fields={"text": ""})
    with case_step(
        actor=actor, case=case, move="task_reply", seen_version=seen_version, note=text
    ) as step:
        mine = tasks_open(step.case, user=actor).filter(pk=part.pk)
        part = mine.select_related("organization").first()
        if part is None:
            raise NotYou(_("Your unit has no open task of this kind in this case."))
        part.reply, part.replied_at = text.strip(), step.at
        part.save(update_fields=["reply", "replied_at"])
        deadlines_meet(step.case, (Stage.TASK,), at=step.at, pk=part.deadline_id)
        step.changes["unit"], step.changes["task"] = str(part.organization), part.task
        for stored in files:
            attachment_add(
                actor=actor,
                case=step.case,
                stored=stored,
                purpose=Attachment.Purpose.TASK,
                part=part,
            )


def tasks_open(case: Case, *, user):
    """The tasks in the case that the person's units have not answered yet."""
    return Responsibility.objects.filter(
        case=case,
        role=Responsibility.Role.TASK,
        organization__in=user.unit_ids,
        ended_at__isnull=True,
        replied_at__isnull=True,
    )


def meeting_waiting(case: Case) -> Meeting | None:
    """The meeting on the case whose minutes are still missing."""
    return case.meetings.filter(minuted_at__isnull=True).first()
