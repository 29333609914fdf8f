"""What many firms asked alike is taken up as a measure: one in force, one in preparation."""

from datetime import timedelta

from calendars.counting import local_date
from demo.story.tale import Life, Tale
from demo.world import World
from enterprises.models import Segment
from measures.models import CommonProblem
from measures.services import (
    grouping_start,
    measure_issue,
    measure_report,
    measure_take_up,
    problem_confirm,
)
from measures.services.group_work import grouping_run
from measures.workflow import ProblemState

HALF_A_YEAR = timedelta(days=183)
SEGMENT = "中小微企业"
FOUND, ISSUED = -26, -22
"""Working days before the end: found and taken up, and in force."""

MATTERS = {
    "续贷": (
        "贷款到期续贷难",
        "金融局",
        "“无还本续贷”白名单机制",
        "对生产经营正常、信用良好的中小微企业，贷款到期前一个月由所在镇街推荐进入白名单，合作银行"
        "五个工作日内办结续贷，不再先还后贷。\n办理渠道：区金融局企业融资服务窗口。",
    ),
    "货款": (
        "货款被长期拖欠",
        "司法局",
        "拖欠账款“一站式”法律援助",
        "对被拖欠货款的中小微企业，提供免费合同审查、律师函和诉前调解，调解不成的协助申请支付令。\n"
        "办理渠道：区公共法律服务中心。",
    ),
    "公交": (
        "工业区上下班公交不便",
        "交通局",
        "工业区定制公交",
        "用工百人以上的企业可联名申请早晚高峰定制班线，线路与时刻按报名确定。\n"
        "办理渠道：区交通局客运科。",
    ),
    "技改": (
        "技改补助兑现慢",
        "经信局",
        "技改补助“免申即享”",
        "符合条件的技改项目由系统比对、名单公示后直接拨付，企业不再提交申请材料。\n"
        "办理渠道：区经信局投资科。",
    ),
    "入学": (
        "外来员工子女入学难",
        "教育局",
        "企业员工子女入学统筹",
        "重点企业员工子女由区教育局在春季学期前统筹安排公办学位，企业统一报名。\n"
        "办理渠道：区教育局基础教育科。",
    ),
}
"""A word of the titles → the problem, its owner, the measure and what it offers."""


def measures(tale: Tale, world: World) -> Life:
    office, calendar = world.officers[0], tale.calendar
    today = local_date(tale.until)
    yield calendar.working_day(today, FOUND).opens_at + timedelta(minutes=50)
    _search(office, calendar.working_day(today, FOUND).date)
    taken = [_take_up(world, office, today, *found) for found in _known_matters()[:2]]
    yield calendar.working_day(today, ISSUED).opens_at + timedelta(minutes=20)
    for first in taken[:1]:
        day = calendar.working_day(today, ISSUED).date
        measure_issue(actor=office, measure=first, issued_on=day)
    for other in taken[1:]:
        words = "已征求相关部门和十家企业意见，正在修改。"
        measure_report(actor=office, measure=other, words=words)
    yield calendar.working_day(today, 0).opens_at
    _search(office, today)


def _search(office, until) -> None:
    grouping = grouping_start(actor=office, since_on=until - HALF_A_YEAR, until_on=until)
    grouping_run(pk=grouping.pk)


def _known_matters() -> list[tuple[CommonProblem, tuple]]:
    """The proposals that the story has words for, each with them, the largest first."""
    found = []
    for problem in CommonProblem.objects.filter(state=ProblemState.PROPOSED).order_by("id"):
        titles = " ".join(problem.memberships.values_list("case__title", flat=True))
        for word, words in MATTERS.items():
            if word in titles:
                found.append((problem, words))
                break
    return found


def _take_up(world: World, office, today, problem: CommonProblem, words: tuple):
    name, owner, title, text = words
    problem_confirm(actor=office, problem=problem, name=name)
    return measure_take_up(
        actor=office,
        problem=problem,
        owner=world.units[owner],
        title=title,
        text=text,
        due_on=today + timedelta(days=12),
        segment=Segment.objects.get(name=SEGMENT),
    )
