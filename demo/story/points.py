"""Points: the rules from the story's first day, months closed as they end, an appeal or two."""

from datetime import datetime, time
from decimal import Decimal

from django.utils import timezone

from core.months import begins_at, month_of, month_on
from demo.story.tale import Life, Tale
from demo.world import World
from organizations.models import User
from points.models import Entry, PointsRule, ViewedProject, Viewing
from points.services.appeals import appeal_decide, appeal_make
from points.services.booking import entries_book
from points.services.ledger import entry_make
from points.services.months import month_close
from points.services.rules import points_rules_seed
from points.services.viewings import (
    Plan,
    judges_own,
    project_add,
    project_score,
    viewing_close,
    viewing_open,
    viewing_save,
)

CRITERIA = (("工程进度", 40), ("投资强度", 30), ("亩均效益", 30))
PROJECTS = ("智能装备产业园二期", "新材料中试基地", "老旧厂房改造示范")
MARKS = (95, 88, 91, 79, 93, 86)
"""Percent of full marks, judge by judge."""


def points(tale: Tale, world: World) -> Life:
    """On the first working morning of each month the one before is closed."""
    points_rules_seed()
    PointsRule.objects.update(since_at=tale.at)
    office, month = world.officers[0], month_of(tale.at)
    while True:
        first = timezone.localdate(begins_at(month_on(month, 1)))
        morning = datetime.combine(tale.calendar.working_day(first, 0).date, time(9, 30))
        yield timezone.make_aware(morning)
        _by_hand(office)
        month_close(actor=office, month=month)
        month = month_on(month, 1)


def _by_hand(office: User) -> None:
    head = User.objects.get(username="head")
    entry_make(
        actor=office,
        unit=head.memberships.first().organization,
        cause="good_practice",
        happened_on=timezone.localdate(),
        label="用工需求“一窗受理”",
        reason="做法在全区推广，各街镇已参照执行。",
    )


def points_appealed(world: World) -> None:
    """At the end of the story: what is left is booked; of the oldest losses two are appealed against."""
    entries_book()
    head, office = User.objects.get(username="head"), world.officers[0]
    lost = Entry.objects.visible_to(head).filter(points__lt=0).order_by("id")
    for place, entry in enumerate(lost[:2]):
        appeal = appeal_make(actor=head, entry=entry, reason="已电话答复企业，系统登记晚了半天。")
        if place == 0:
            appeal_decide(
                actor=office, appeal=appeal, upheld=True, decision="通话记录属实，予以冲正。"
            )


def projects_viewed(world: World) -> None:
    """One viewing that is closed, with five judges, and one that the known accounts still score."""
    office, towns = world.officers[0], world.towns
    known = [User.objects.get(username=name) for name in ("leader", "head", "townhead")]
    judges = [*known, *(world.head(unit, world.today) for unit in world.departments()[:3])]
    judges = list(dict.fromkeys(judge for judge in judges if judge))
    for title, marks in (("上季度重点项目点评", MARKS), ("本季度重点项目点评", ())):
        viewing = _viewing(office, title, judges, towns)
        for project in viewing.projects.select_related("unit", "viewing"):
            _scored(viewing, project, marks)
        if marks:
            viewing_close(actor=office, viewing=viewing)


def _viewing(office: User, title: str, judges: list[User], towns: list) -> Viewing:
    plan = Plan(title, timezone.localdate(), judges, CRITERIA)
    viewing = viewing_save(actor=office, plan=plan)
    for town, project in zip(towns[1:], PROJECTS, strict=False):
        project_add(actor=office, viewing=viewing, unit=town, title=project, place=str(town))
    return viewing_open(actor=office, viewing=viewing)


def _scored(viewing: Viewing, project: ViewedProject, marks: tuple[int, ...]) -> None:
    seats = [
        seat for seat in viewing.seats.select_related("person") if not judges_own(seat, project)
    ]
    criteria = list(viewing.criteria.all())
    for place, (seat, percent) in enumerate(zip(seats, marks, strict=False)):
        shift = (project.pk + place) % 7
        given = {one.pk: Decimal(one.most * (percent - shift)) / 100 for one in criteria}
        given = {key: marks.quantize(Decimal("0.1")) for key, marks in given.items()}
        project_score(actor=seat.person, project=project, marks=given)
