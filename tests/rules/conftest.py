"""The little district, and cases on their way through it in March 2026."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from issues.models import Case, Deadline
from issues.services.cases import case_register
from issues.services.dispatch import case_dispatch, case_triage
from issues.services.handling import (
    case_accept,
    case_approve_reply,
    case_assign,
    case_submit_reply,
)
from issues.services.requests import (
    case_ask_extension,
    case_ask_suspension,
    case_decide_request,
)
from issues.services.verification import case_close, case_verify
from issues.workflow import Outcome, Tier
from organizations.models import Organization
from organizations.roles import Role
from reports.rates import PARTS, Rate
from tests.factories import EnterpriseFactory, OrganizationFactory, PositionFactory
from tests.issues.conftest import district as district_of_cases

little_district = district_of_cases

ZONE = ZoneInfo("Asia/Shanghai")


def march(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=ZONE)


def parts(rate: Rate, now: datetime) -> tuple[int, int]:
    """How many cases the rate counts, among how many."""
    return tuple(Case.objects.filter(rate.condition(part, now)).count() for part in PARTS)


class Road:
    """Takes a case as far as a scenario needs it; it begins on Monday 2 March 2026, 9:00."""

    def __init__(self, place, clock, signed_in):
        self.place, self.clock, self.signed_in = place, clock, signed_in

    def go_to(self, day: int, hour: int = 9, minute: int = 0) -> None:
        self.clock.move_to(march(day, hour, minute))

    def registered(self, title="缺焊工二十名", firm=None, **facts) -> Case:
        facts = {"kind": "demand", "enterprise": firm or self.place.firm, **facts}
        return case_register(actor=self.place.officer, title=title, **facts)

    def triaged(self, tier=Tier.TIME_LIMITED, **facts) -> Case:
        case = self.registered(**facts)
        case_triage(actor=self.place.officer, case=case, tier=tier)
        return case

    def dispatched(self, lead=None, supports=(), sponsor=None, due_at=None, **facts) -> Case:
        case = self.triaged(tier=Tier.LEADER_LED if sponsor else Tier.TIME_LIMITED, **facts)
        case_dispatch(
            actor=self.place.officer,
            case=case,
            lead=lead or self.place.bureau,
            supports=supports,
            sponsor=sponsor,
            resolve_due_at=due_at,
        )
        return case

    def handled(self, **facts) -> Case:
        case = self.dispatched(**facts)
        case_accept(actor=self.place.head, case=case)
        case_assign(actor=self.place.head, case=case, handler=self.place.handler)
        return case

    def reply(self, case: Case, text="已组织专场招聘会", **facts) -> Case:
        case_submit_reply(actor=self.place.handler, case=case, text=text, **facts)
        case_approve_reply(actor=self.place.head, case=case)
        return case

    def replied(self, alone="", **facts) -> Case:
        """Replied; ``alone`` says why without the supports."""
        return self.reply(self.handled(**facts), without_supports=alone)

    def word(self, case: Case, is_solved=True, satisfaction=5, method="call") -> Case:
        case_verify(
            actor=self.place.officer,
            case=case,
            method=method,
            is_solved=is_solved,
            satisfaction=satisfaction,
        )
        return case

    def closed(self, outcome=Outcome.SOLVED, **facts) -> Case:
        case = self.word(self.replied(**facts))
        case_close(actor=self.place.officer, case=case, outcome=outcome)
        return case

    def ask(self, case: Case, due_at, reason="须市局批复", told="已电话说明") -> None:
        head = self.place.head
        case_ask_extension(actor=head, case=case, due_at=due_at, reason=reason, told=told)

    def ask_suspension(self, case: Case, review_at, reason="现行政策暂不支持") -> None:
        head = self.place.head
        case_ask_suspension(actor=head, case=case, review_at=review_at, reason=reason)

    def decide(self, case: Case, person, approve=True, decision="情况属实") -> None:
        facts = {"kind": case.asked, "approve": approve, "decision": decision}
        case_decide_request(actor=person, case=case, **facts)

    def page(self, person, address: str) -> str:
        """What this person reads there, in English."""
        return self.signed_in(person).get(address).content.decode()

    def clock_of(self, case: Case, stage: str) -> Deadline:
        """The deadline of this stage that was started last."""
        return case.deadlines.filter(stage=stage).latest("pk")


@pytest.fixture
def place(little_district, person_with):
    """The district, with a second bureau, and two more enterprises."""
    place = little_district
    place.school = OrganizationFactory(name="教育局", parent=place.root)
    place.school_head = person_with(Role.UNIT_HEAD, place.school)
    PositionFactory(organization=place.school, holder=place.school_head)
    place.village = OrganizationFactory(
        name="东湖村", kind=Organization.Kind.COMMUNITY, parent=place.town
    )
    place.firms = [place.firm, *EnterpriseFactory.create_batch(2, town=place.town)]
    return place


@pytest.fixture
def road(place, signed_in):
    with time_machine.travel(march(2), tick=False) as clock:
        yield Road(place, clock, signed_in)
