"""The key tasks of the year: planned at the start of the story, met on the way, some too late."""

from collections.abc import Iterator
from datetime import timedelta

from calendars.counting import local_date
from demo.story.tale import Life, Tale
from demo.world import World
from issues.models import KeyTask
from issues.selectors.plans import days_backwards
from issues.services.key_tasks import (
    key_task_create,
    key_task_meet_milestone,
    key_task_plan,
    milestones_for,
)
from issues.services.plans import Line

# title, working days from today to its end, names of the milestones
TASKS = (
    ("高新产业园二期标准厂房交付", 25, ("立项批复", "施工图审查", "主体封顶", "竣工验收")),
    ("企业服务综合窗口全覆盖", 12, ("制定标准", "首批试点", "全面铺开")),
    ("工业一路交通组织优化", 40, ("方案公示", "交安设施招标", "完工通车")),
    ("重点企业用能保障改造", 20, ("需求摸排", "变电站增容", "验收送电")),
    ("校企合作产业学院挂牌", 8, ("签订协议", "专业备案", "揭牌招生")),
)
LATE, MOVED = 1, 3
"""The places of one that runs late and of one whose plan was changed."""


def key_tasks(tale: Tale, world: World) -> Iterator[Life]:
    departments = world.departments()
    today = local_date(tale.until)
    for place, (title, ahead, names) in enumerate(TASKS):
        ends_on = tale.calendar.working_day(today, ahead).date
        lead = departments[place % len(departments)]
        key_task = key_task_create(
            actor=world.officers[0], title=title, goal="按节点推进，年内见效",
            leader=world.leaders[place % len(world.leaders)], organization=lead,
            units=[departments[(place + 1) % len(departments)]],
            starts_on=tale.day, ends_on=ends_on,
        )  # fmt: skip
        _planned(tale, world, key_task, names)
        yield _life(tale, world, key_task, place)


def _planned(tale: Tale, world: World, key_task: KeyTask, names: tuple[str, ...]) -> None:
    left = tale.calendar.working_days_between(tale.day, key_task.ends_on)
    length = left // len(names)
    days = days_backwards(key_task.ends_on, [length] * len(names), since=tale.day)
    lines = [Line(name, length, day) for name, day in zip(names, days, strict=True)]
    key_task_plan(actor=world.officers[0], key_task=key_task, lines=lines)


def _life(tale: Tale, world: World, key_task: KeyTask, place: int) -> Life:
    if place == MOVED:
        yield tale.calendar.working_day(tale.day, 5).opens_at
        _move_first(tale, world, key_task)
    for one in milestones_for(key_task):
        yield one.due_at - timedelta(hours=3)
        head = world.head(key_task.organization_id, tale.day)
        if head is not None and not (place == LATE and one.name == "首批试点"):
            key_task_meet_milestone(
                actor=head, key_task=key_task, milestone=one, note="已按计划完成，材料齐全"
            )


def _move_first(tale: Tale, world: World, key_task: KeyTask) -> None:
    """The first milestone comes four working days later, with the reason."""
    standing = list(milestones_for(key_task))
    later = tale.calendar.working_day(local_date(standing[0].due_at), 4).date
    days = [later, *(local_date(one.due_at) for one in standing[1:])]
    lines = [Line(one.name, one.length, day, one) for one, day in zip(standing, days, strict=True)]
    key_task_plan(
        actor=world.officers[0], key_task=key_task, lines=lines, reason="设计单位变更，方案重新论证"
    )
