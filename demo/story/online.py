"""Online visits: one was held, for one the enterprise has filled in its side, one link still waits."""

import uuid
from datetime import timedelta

from calendars.counting import local_date
from demo.story.planned import firms_of
from demo.story.tale import Life, Tale
from demo.world import World
from visits.models import Invitation, Visit
from visits.services import FindingEntry, visit_log
from visits.services.invitations import DemandEntry, invitation_answer, invitation_make

ABOUT = "了解近期订单、用工和融资情况"
HELD = (
    "订单排到明年一季度，用工有缺口，物流成本上升。",
    (("夜班通勤班车太少", "夜班 22 点后只有一班车，员工下班等车超过一小时。"),),
)
COMING = (
    "新产线下月投产，正在招工；担心投产后用电负荷不够。",
    (
        ("新产线用电增容办理", "预计新增 800 千伏安，希望投产前办完。"),
        ("技能人才补贴如何申报", "今年新增高级工 6 人，想了解申报条件和时间。"),
    ),
)


def online_visits(tale: Tale, world: World) -> Life:
    """The first ten working days before the end of the story, the others in its last days."""
    calendar, today = tale.calendar, local_date(tale.until)
    team = world.teams[0]
    official = sorted(team.members.order_by("id"), key=lambda one: one.username != "visitor")[0]
    firms = firms_of(team)
    yield calendar.working_day(today, -10).opens_at + timedelta(minutes=35)
    held = _invited(official, firms[4 % len(firms)], calendar.working_day(today, -8))
    yield calendar.working_day(today, -9).opens_at + timedelta(minutes=50)
    _filled_in(held, HELD)
    yield calendar.working_day(today, -8).opens_at + timedelta(minutes=130)
    _visited(official, held)
    yield calendar.working_day(today, -3).opens_at + timedelta(minutes=45)
    coming = _invited(official, firms[5 % len(firms)], calendar.working_day(today, 2))
    _invited(official, firms[6 % len(firms)], calendar.working_day(today, 4))
    yield calendar.working_day(today, -2).opens_at + timedelta(minutes=75)
    _filled_in(coming, COMING)


def _invited(official, firm, day) -> Invitation:
    meets_at = day.opens_at + timedelta(minutes=90)
    return invitation_make(
        actor=official, enterprise=firm, meets_at=meets_at, people=[official], about=ABOUT
    )


def _filled_in(invitation: Invitation, side) -> None:
    situation, demands = side
    firm = invitation.enterprise
    invitation_answer(
        link=invitation.link,
        situation=situation,
        contact_name=firm.contact_name or "办公室",
        contact_phone=firm.contact_phone or "0512-88000000",
        demands=[DemandEntry(title=title, description=words) for title, words in demands],
    )


def _visited(official, invitation: Invitation) -> None:
    demand = invitation.answer.demands.get()
    finding = FindingEntry(
        kind="demand",
        title=demand.title,
        description=demand.description,
        proposed=demand.pk,
    )
    visit_log(
        actor=official,
        enterprise=invitation.enterprise,
        submission_key=uuid.UUID(int=invitation.pk),
        mode=Visit.Mode.ONLINE,
        situation=f"{invitation.answer.situation}视频沟通半小时，企业总体满意。",
        participants=[official],
        findings=[finding],
        invitation=invitation,
    )
