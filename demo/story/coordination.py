"""What a leader does about a hard case: milestones planned backwards, a meeting, tasks. No dice."""

from datetime import timedelta

from calendars.counting import local_date
from demo.story.tale import Life
from issues.models import Responsibility
from issues.selectors.plans import days_backwards
from issues.selectors.requests import resolving_deadline
from issues.services.meetings import Task, case_convene, case_record_minutes, case_task_reply
from issues.services.plans import Line, case_meet_milestone, case_plan
from issues.workflow import State

STEPS = ("摸清情况、提出方案", "部门会商、明确路径", "办理手续、组织实施", "企业确认、答复办结")
TASKS = ("梳理政策依据，出具书面意见", "落实专人对接企业，每周反馈进展")


def milestones_planned(life) -> None:
    """Four milestones, backwards from the date of the case."""
    whole = resolving_deadline(life.case)
    day = life.tale.day
    left = life.tale.calendar.working_days_between(day, local_date(whole.due_at))
    head = life.head()
    if left < len(STEPS) or head is None:
        return
    length = left // len(STEPS)
    days = days_backwards(local_date(whole.due_at), [length] * len(STEPS), since=day)
    lines = [Line(name, length, due_on) for name, due_on in zip(STEPS, days, strict=True)]
    case_plan(actor=head, case=life.case, lines=lines)


def milestone_met(life) -> None:
    """The first one is met, if the case still follows its plan."""
    first = life.case.milestones.filter(met_at__isnull=True, dropped_at__isnull=True).first()
    head = life.head()
    if first and head and life.case.state == State.HANDLING:
        case_meet_milestone(
            actor=head, case=life.case, milestone=first, note="方案已报包案领导审定"
        )


def meeting_held(life) -> Life:
    """The sponsor convenes; the minutes give two units their tasks, and the first one replies."""
    case, tale, world = life.case, life.tale, life.world
    sponsor = case.responsibilities.filter(role=Responsibility.Role.SPONSOR).last()
    units = [unit for unit in world.departments() if unit.pk != case.lead_unit_id][:2]
    leader = next((one for one in world.leaders if sponsor and one.pk == sponsor.person_id), None)
    if leader is None or case.state != State.HANDLING:
        return
    meets_at = tale.calendar.working_day(tale.day, 1).opens_at + timedelta(minutes=30)
    case_convene(actor=leader, case=case, held_at=meets_at, place="区政府三楼会议室", units=units)
    yield meets_at + timedelta(hours=1)
    whole = resolving_deadline(case)
    day = tale.calendar.working_day(tale.day, 3).closes_at
    if whole and tale.at < whole.due_at:
        day = min(day, whole.due_at)
    tasks = [Task(unit, text, day) for unit, text in zip(units, TASKS, strict=False)]
    case_record_minutes(
        actor=world.officers[0], case=case, tasks=tasks,
        minutes="会议听取主办单位汇报，明确各单位分工和时限，由包案领导每周调度。",
    )  # fmt: skip
    yield tale.calendar.working_day(tale.day, 1).opens_at + timedelta(hours=1)
    asked = case.responsibilities.filter(role=Responsibility.Role.TASK, ended_at__isnull=True)
    part = asked.filter(replied_at__isnull=True).first()
    head = part and world.head(part.organization_id, tale.day)
    if head:
        case_task_reply(actor=head, case=case, part=part, text="已出具书面意见并送主办单位")
