"""Three sessions: one held, one whose meeting lasts two days, one for which departments answer."""

from datetime import timedelta

from calendars.counting import local_date
from demo.story.tale import Life, Tale
from demo.world import World
from issues.services.handling import case_accept
from visits.models import Session
from visits.services.meetings import question_decide, session_close, session_open
from visits.services.sessions import (
    session_answer,
    session_enterprise_add,
    session_question_add,
    session_save,
    session_send,
)
from visits.workflow import Decision

# theme, what the enterprises ask: title, department by its short name, what the meeting makes of it
HELD = (
    "制造业用工与融资专场",
    (
        ("技能工人招工难", "人社局", Decision.PLAN),
        ("厂区班车线路能否延伸", "交通局", Decision.ANSWERED),
        ("技改贷款贴息何时申报", "经信局", Decision.ANSWERED),
        ("厂房消防验收排队时间长", "住建局", Decision.DISPATCH),
        ("员工子女入学名额", "教育局", Decision.PLAN),
    ),
)
COMING = (
    "科技型企业面对面",
    (
        ("高企认定材料如何准备", "科技局", ""),
        ("人才公寓申请条件", "人社局", ""),
        ("研发用地容积率能否调整", "资规分局", ""),
    ),
)
RUNNING = (
    "外贸企业现场解难会",
    (
        ("出口退税进度如何查询", "税务局", Decision.ANSWERED),
        ("跨境物流专线能否开通", "交通局", Decision.PLAN),
        ("海外仓建设补贴政策", "商务局", ""),
        ("外籍技术人员工作许可", "人社局", ""),
    ),
)
SAID = {
    Decision.ANSWERED: "会上当面答复，企业表示清楚。",
    Decision.PLAN: "一周内上门对接，两周内拿出具体办法并书面告知企业。",
    Decision.DISPATCH: "",
}


def sessions(tale: Tale, world: World) -> Life:
    """Held eight working days before the end of the story, on the day before it, four after it."""
    calendar, today = tale.calendar, local_date(tale.until)
    yield calendar.working_day(today, -18).opens_at + timedelta(minutes=50)
    held = _prepared(tale, world, HELD, calendar.working_day(today, -8).date, world.leaders[0])
    yield calendar.working_day(tale.day, 3).opens_at + timedelta(minutes=40)
    _answered(tale, world, held)
    yield held.held_at
    _held(world, held)
    yield calendar.working_day(tale.day, 1).opens_at + timedelta(minutes=20)
    for question in held.questions.filter(case__isnull=False).select_related("case", "unit"):
        head = world.head(question.unit, tale.day)
        if head is not None:
            case_accept(actor=head, case=question.case)
    yield calendar.working_day(today, -3).opens_at + timedelta(minutes=50)
    running = _prepared(
        tale, world, RUNNING, calendar.working_day(today, -1).date, world.leaders[0],
        kind=Session.Kind.ON_SITE, ends_on=calendar.working_day(today, 0).date,
        place="镇便民服务中心三楼",
    )  # fmt: skip
    coming = _prepared(tale, world, COMING, calendar.working_day(today, 4).date, world.leaders[1])
    yield calendar.working_day(tale.day, 1).opens_at + timedelta(minutes=40)
    _answered(tale, world, coming, most=1)
    _answered(tale, world, running, most=3)
    yield running.held_at
    session_open(actor=world.officers[0], session=running)
    _decided(world, running, RUNNING)


def _prepared(tale: Tale, world: World, plan, day, leader, **otherwise) -> Session:
    theme, questions = plan
    officer, town = world.officers[0], world.towns[0]
    facts = {"kind": Session.Kind.FACE_TO_FACE, "place": "区企业服务中心二楼会议室", **otherwise}
    session = session_save(
        actor=officer, theme=theme, town=town, leader=leader,
        held_at=tale.calendar.working_day(day, 0).opens_at + timedelta(hours=1),
        answers_due_on=tale.calendar.working_day(day, -1).date, resolve_days=10, **facts,
    )  # fmt: skip
    for firm, (title, short, _decision) in zip(world.firms[town.pk], questions, strict=False):
        chosen = session_enterprise_add(
            actor=officer, session=session, enterprise=firm, reason="本季度走访中多次提出同类诉求"
        )
        session_question_add(
            actor=officer, chosen=chosen, title=title, department=world.units[short]
        )
    session_send(actor=officer, session=session)
    return session


def _answered(tale: Tale, world: World, session: Session, most: int | None = None) -> None:
    for question in session.questions.select_related("session", "department")[:most]:
        head = world.head(question.department, tale.day)
        if head is not None:
            session_answer(
                actor=head, question=question, text="已核实政策口径，会上详细说明并当场解答。"
            )


def _held(world: World, session: Session) -> None:
    session_open(actor=world.officers[0], session=session)
    _decided(world, session, HELD)
    session_close(actor=world.officers[0], session=session)


def _decided(world: World, session: Session, plan) -> None:
    """What the plan leaves empty is still to be decided."""
    _theme, questions = plan
    decisions = {title: decision for title, _short, decision in questions}
    for question in session.questions.select_related("session", "department"):
        if decision := decisions[question.title]:
            question_decide(
                actor=world.officers[0], question=question, decision=decision, text=SAID[decision],
                unit=None if decision == Decision.ANSWERED else question.department,
            )  # fmt: skip
