"""On the way to zero: an inspection into a late rectification, and a joint meeting on the open list."""

from calendars.counting import local_date
from demo.story.major import at_day
from demo.story.tale import Life, Tale
from demo.world import World
from issues.models import Case
from issues.services.meetings import Task
from safety.selectors.joint import AgendaRule
from safety.services.inquiries import Measure, inquiry_decide, inquiry_open, inquiry_record
from safety.services.joint import (
    agenda_decide,
    agenda_put_off,
    joint_meeting_convene,
    joint_meeting_minute,
)
from safety.workflow import Grade

DECISIONS = (
    "属地镇落实专人驻点督促，主管部门三日内上门指导，逾期依法处理。",
    "企业停用相关设备，整改完成前不得恢复使用，镇里每日巡查并报告。",
)
RULES = (AgendaRule.MAJOR, AgendaRule.LATE, AgendaRule.AGAIN)


def towards_zero(tale: Tale, world: World) -> Life:
    """The visit office acts; the units are the town and the bureaus whose people can log in."""
    office, town, bureau = world.officers[0], world.units["柳河镇"], world.units["经信局"]
    due_at = tale.calendar.working_day(local_date(tale.until), 5).closes_at
    yield at_day(tale, -9, 40)
    case = Case.objects.filter(kind="hazard", grade=Grade.MAJOR, lead_unit=bureau).first()
    if case:
        inquiry = inquiry_open(
            actor=office, case=case, reason="同类粉尘隐患在多家企业反复出现，需查明监管责任。"
        )
        yield at_day(tale, -7, 60)
        inquiry_record(
            actor=office, inquiry=inquiry,
            root_cause="除尘系统改造未经设计审查，日常检查只看台账未看现场。",
            lesson="涉粉尘企业改造项目应当纳入备案，检查要到设备跟前。",
            responsibility="企业主体责任不落实；主管部门科室对改造项目跟踪不到位。",
        )  # fmt: skip
        inquiry_decide(
            actor=office, inquiry=inquiry, outcome="reminded",
            decision="约谈主管部门分管负责人，限期完成同类企业排查。",
            measures=[Measure("对全区涉粉尘企业除尘系统逐户排查并建立清单", due_at)],
        )  # fmt: skip
    yield at_day(tale, -4, 50)
    meeting = joint_meeting_convene(
        actor=office, held_at=tale.at, place="区应急指挥中心", chair=office,
        units=[town, bureau, world.units["应急局"]], rules=RULES,
    )  # fmt: skip
    yield at_day(tale, -4, 130)
    for item, words in zip(list(meeting.items.all()), DECISIONS, strict=False):
        tasks = [Task(town, "安排专人驻点督促整改并每日报告进展", due_at)]
        late = item.case.resolve_due_at and item.case.resolve_due_at < due_at
        agenda_decide(actor=office, item=item, words=words, tasks=[] if late else tasks)
    for item in meeting.items.filter(decision__isnull=True, put_off=""):
        agenda_put_off(actor=office, item=item, why="等待现场复核结果，下次会议再议。")
    joint_meeting_minute(
        actor=office, meeting=meeting,
        minutes="会议逐项研究未销号隐患，明确责任单位和完成时限，要求紧盯清零，销号一处、核查一处。",
    )  # fmt: skip
