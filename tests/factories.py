"""One factory per model; a call names only the facts that matter to the test."""

import uuid
from datetime import date, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from core.models import StoredFile
from enterprises.models import Enterprise, EnterpriseCode, ImportJob, Segment
from issues.models import CampaignMark, Case, RaisedDemand, RaisedPhoto, Slip, WhatIfRun, WordLink
from issues.workflow import Kind, State
from notices.models import Notice
from organizations.models import Membership, Organization, Position, User
from organizations.roles import Role
from safety.models import FieldAuthority
from threads.models import Post, PostFile, Thread
from visits.models import (
    Campaign,
    CampaignQuestion,
    CampaignTarget,
    Draw,
    DrawnCase,
    Invitation,
    InvitationLink,
    OverCap,
    PlannedGoer,
    PlannedVisit,
    Session,
    SessionEnterprise,
    SessionQuestion,
    TeamEnterprise,
    Visit,
    VisitPhoto,
    VisitTeam,
)
from visits.services.seats import terms_keep
from visits.workflow import CampaignState


class OrganizationFactory(DjangoModelFactory):
    class Meta:
        model = Organization

    name = factory.Sequence(lambda n: f"第{n}局")
    kind = Organization.Kind.DEPARTMENT


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"person{n}")
    full_name = factory.Sequence(lambda n: f"王{n}")
    password = factory.django.Password("correct horse battery")


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organization = factory.SubFactory(OrganizationFactory)
    role = Role.HANDLER
    since_on = date(2020, 1, 1)


class PositionFactory(DjangoModelFactory):
    class Meta:
        model = Position

    organization = factory.SubFactory(OrganizationFactory)
    kind = Position.Kind.HEAD
    title = "局长"
    holder = factory.SubFactory(UserFactory)


class NoticeFactory(DjangoModelFactory):
    """A notice as its reader sees it: delivered, not read."""

    class Meta:
        model = Notice

    recipient = factory.SubFactory(UserFactory)
    template = "plain"
    label = factory.Sequence(lambda n: f"通知{n}")
    dedupe_key = factory.Sequence(lambda n: f"notice:{n}")
    state = Notice.State.DELIVERED
    delivered_at = factory.LazyFunction(timezone.now)


class EnterpriseFactory(DjangoModelFactory):
    class Meta:
        model = Enterprise

    name = factory.Sequence(lambda n: f"第{n}机械有限公司")


class SegmentFactory(DjangoModelFactory):
    """The large ones."""

    class Meta:
        model = Segment

    name = factory.Sequence(lambda n: f"第{n}类企业")
    conditions = factory.LazyFunction(lambda: {"scale": ["large"]})
    made_by = factory.SubFactory(UserFactory)


class EnterpriseCodeFactory(DjangoModelFactory):
    class Meta:
        model = EnterpriseCode

    enterprise = factory.SubFactory(EnterpriseFactory)
    issued_at = factory.LazyFunction(timezone.now)
    issued_by = factory.SubFactory(UserFactory)


class ImportJobFactory(DjangoModelFactory):
    class Meta:
        model = ImportJob

    created_by = factory.SubFactory(UserFactory)
    file_name = "名录.csv"
    source = factory.django.FileField(filename="名录.csv", data="企业名称\n东湖机械厂\n".encode())


class VisitTeamFactory(DjangoModelFactory):
    class Meta:
        model = VisitTeam
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"第{n}走访组")
    district_leader = factory.SubFactory(UserFactory)
    department_head = factory.SubFactory(UserFactory)
    department = factory.SubFactory(OrganizationFactory)
    town_head = factory.SubFactory(UserFactory)
    town = factory.SubFactory(OrganizationFactory, kind=Organization.Kind.TOWN)
    since_on = date(2020, 1, 1)

    @factory.post_generation
    def terms(self, create, extracted, **kwargs):
        terms_keep(self)


class TeamEnterpriseFactory(DjangoModelFactory):
    class Meta:
        model = TeamEnterprise

    team = factory.SubFactory(VisitTeamFactory)
    enterprise = factory.SubFactory(EnterpriseFactory)
    since_on = date(2020, 1, 1)


class VisitFactory(DjangoModelFactory):
    """A visit that found nothing; its cases come by ``visit_log``."""

    class Meta:
        model = Visit

    number = factory.Sequence(lambda n: f"ZF2020{n:06d}")
    enterprise = factory.SubFactory(EnterpriseFactory)
    visited_at = factory.LazyFunction(timezone.now)
    created_at = factory.LazyFunction(timezone.now)
    situation = "生产经营正常"
    logged_by = factory.SubFactory(UserFactory)
    unit = factory.SubFactory(OrganizationFactory)
    submission_key = factory.LazyFunction(uuid.uuid4)


class InvitationFactory(DjangoModelFactory):
    """To an online visit in two days, with its link; nothing is filled in yet."""

    class Meta:
        model = Invitation
        skip_postgeneration_save = True

    enterprise = factory.SubFactory(EnterpriseFactory)
    created_at = factory.LazyFunction(timezone.now)
    meets_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=2))
    unit = factory.SubFactory(OrganizationFactory)
    invited_by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def people(self, create, extracted, **kwargs):
        self.people.set(extracted or [self.invited_by])
        InvitationLink.objects.create(
            invitation=self,
            made_by=self.invited_by,
            made_at=self.created_at,
            expires_at=self.created_at + InvitationLink.LIVES,
        )


class PlannedVisitFactory(DjangoModelFactory):
    """A service visit in three days, by its planner alone; ``goers`` go along."""

    class Meta:
        model = PlannedVisit
        skip_postgeneration_save = True

    enterprise = factory.SubFactory(EnterpriseFactory)
    planned_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=3))
    day_set_at = factory.LazyFunction(timezone.now)
    created_at = factory.LazyFunction(timezone.now)
    aim = "了解经营情况"
    unit = factory.SubFactory(OrganizationFactory)
    planned_by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def goers(self, create, extracted, **kwargs):
        for person in dict.fromkeys([self.planned_by, *(extracted or ())]):
            PlannedGoer.objects.create(planned=self, person=person)


class OverCapFactory(DjangoModelFactory):
    """Asked for a plan, not decided yet."""

    class Meta:
        model = OverCap

    planned = factory.SubFactory(PlannedVisitFactory, state="asked", purpose="inspection")
    year = 2026
    counted = 2
    most = 2
    reason = "上级交办的专项检查"
    asked_by = factory.SelfAttribute("planned.planned_by")
    asked_at = factory.LazyFunction(timezone.now)


class SessionFactory(DjangoModelFactory):
    """A session planned for the coming days."""

    class Meta:
        model = Session

    theme = factory.Sequence(lambda n: f"第{n}次面对面")
    held_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    place = "会议中心"
    leader = factory.SubFactory(UserFactory)
    answers_due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=5))
    created_by = factory.SubFactory(UserFactory)


class SessionEnterpriseFactory(DjangoModelFactory):
    class Meta:
        model = SessionEnterprise

    session = factory.SubFactory(SessionFactory)
    enterprise = factory.SubFactory(EnterpriseFactory)
    reason = "重点企业"


class SessionQuestionFactory(DjangoModelFactory):
    """Put to some unit, not sent yet."""

    class Meta:
        model = SessionQuestion

    session = factory.SubFactory(SessionFactory)
    chosen = factory.SubFactory(
        SessionEnterpriseFactory, session=factory.SelfAttribute("..session")
    )
    title = factory.Sequence(lambda n: f"第{n}问")
    department = factory.SubFactory(OrganizationFactory)


class DrawFactory(DjangoModelFactory):
    """A draw of the year 2026, from ten cases."""

    class Meta:
        model = Draw

    since_on = date(2026, 1, 1)
    until_on = date(2026, 12, 31)
    count = 1
    seed = 7
    population = 10
    created_by = factory.SubFactory(UserFactory)
    created_at = factory.LazyFunction(timezone.now)


class DrawnCaseFactory(DjangoModelFactory):
    """A case somebody is to look at again; nobody has yet."""

    class Meta:
        model = DrawnCase

    draw = factory.SubFactory(DrawFactory)
    case = factory.SubFactory("tests.factories.CaseFactory")
    position = 1
    round = factory.SelfAttribute("case.round")
    lead_unit = factory.SelfAttribute("case.lead_unit")
    visitor = factory.SubFactory(UserFactory)
    visitor_unit = factory.SubFactory(OrganizationFactory)


class FieldAuthorityFactory(DjangoModelFactory):
    class Meta:
        model = FieldAuthority

    field = "fire"
    organization = factory.SubFactory(OrganizationFactory)


class CaseFactory(DjangoModelFactory):
    """A demand just registered; dispatched, led and closed as the call says."""

    class Meta:
        model = Case

    number = factory.Sequence(lambda n: f"SQ2026{n:06d}")
    kind = Kind.DEMAND
    state = State.REGISTERED
    title = factory.Sequence(lambda n: f"第{n}件诉求")
    enterprise = factory.SubFactory(EnterpriseFactory)
    oversight_unit = factory.SubFactory(OrganizationFactory)
    registered_by = factory.SubFactory(UserFactory)
    registered_at = factory.LazyAttribute(lambda case: case.dispatched_at or timezone.now())
    dispatched_at = None
    dispatched_month = factory.LazyAttribute(
        lambda case: (
            case.dispatched_at and int(timezone.localtime(case.dispatched_at).strftime("%Y%m"))
        )
    )
    dispatched_day = factory.LazyAttribute(
        lambda case: (
            case.dispatched_at and int(timezone.localtime(case.dispatched_at).strftime("%Y%m%d"))
        )
    )
    search = factory.LazyAttribute(
        lambda case: f"{case.number} {case.title} {case.enterprise.name}"
    )


class StoredFileFactory(DjangoModelFactory):
    """A file on disk whose content does not matter."""

    class Meta:
        model = StoredFile

    file = factory.django.FileField(filename="a.jpg", data=b"a photo")
    name = "a.jpg"
    content_type = "image/jpeg"
    size = 7
    uploaded_at = factory.LazyFunction(timezone.now)
    uploaded_by = factory.SubFactory(UserFactory)


class VisitPhotoFactory(DjangoModelFactory):
    class Meta:
        model = VisitPhoto

    visit = factory.SubFactory(VisitFactory)
    stored = factory.SubFactory(StoredFileFactory)


class ThreadFactory(DjangoModelFactory):
    """About an enterprise, unless the call names a case (and no enterprise)."""

    class Meta:
        model = Thread

    enterprise = factory.SubFactory(EnterpriseFactory)
    opened_at = factory.LazyFunction(timezone.now)
    last_posted_at = factory.SelfAttribute("opened_at")


class PostFactory(DjangoModelFactory):
    """As somebody wrote it, with nobody mentioned."""

    class Meta:
        model = Post

    thread = factory.SubFactory(ThreadFactory)
    author = factory.SubFactory(UserFactory)
    text = factory.Sequence(lambda n: f"第{n}条发言")
    search = factory.SelfAttribute("text")
    posted_at = factory.LazyFunction(timezone.now)
    submission_key = factory.LazyFunction(uuid.uuid4)


class PostFileFactory(DjangoModelFactory):
    class Meta:
        model = PostFile

    post = factory.SubFactory(PostFactory)
    stored = factory.SubFactory(StoredFileFactory)


class WordLinkFactory(DjangoModelFactory):
    """A link just made, for the round the case is in."""

    class Meta:
        model = WordLink

    case = factory.SubFactory(CaseFactory)
    round = factory.SelfAttribute("case.round")
    made_by = factory.SubFactory(UserFactory)
    made_at = factory.LazyFunction(timezone.now)
    expires_at = factory.LazyAttribute(lambda link: link.made_at + WordLink.LIVES)


class RaisedDemandFactory(DjangoModelFactory):
    """What an enterprise raised by its code; nobody has looked at it yet."""

    class Meta:
        model = RaisedDemand

    number = factory.Sequence(lambda n: f"QS2020{n:06d}")
    code = factory.SubFactory(EnterpriseCodeFactory)
    enterprise = factory.SelfAttribute("code.enterprise")
    title = factory.Sequence(lambda n: f"第{n}件企业诉求")
    description = "请帮忙协调"
    contact_name = "钱经理"
    contact_phone = "13800000000"
    raised_at = factory.LazyFunction(timezone.now)
    submission_key = factory.LazyFunction(uuid.uuid4)


class RaisedPhotoFactory(DjangoModelFactory):
    class Meta:
        model = RaisedPhoto

    demand = factory.SubFactory(RaisedDemandFactory)
    stored = factory.SubFactory(StoredFileFactory, uploaded_by=None)


class SlipFactory(DjangoModelFactory):
    """A slip of the given deadline, issued the moment it fell due."""

    class Meta:
        model = Slip

    number = factory.Sequence(lambda n: f"DB2026{n:06}")
    case = factory.SelfAttribute("deadline.case")
    organization = factory.SelfAttribute("deadline.organization")
    level = 4
    colour = "red"
    fell_due_at = factory.LazyFunction(timezone.now)
    taken_at = factory.LazyFunction(timezone.now)


class WhatIfRunFactory(DjangoModelFactory):
    class Meta:
        model = WhatIfRun

    created_by = factory.SubFactory(UserFactory)
    trial = {
        "since": "2026-03-01T00:00:00+08:00",
        "before": "2026-04-01T00:00:00+08:00",
        "lengths": [],
        "ladder": None,
        "rungs": [],
    }


class CampaignFactory(DjangoModelFactory):
    """Prepared for the month around today, for the key enterprises, with full coverage as its goal."""

    class Meta:
        model = Campaign
        skip_postgeneration_save = True

    class Params:
        is_running = factory.Trait(
            state=CampaignState.RUNNING, opened_at=factory.LazyFunction(timezone.now)
        )

    name = factory.Sequence(lambda n: f"第{n}次大走访")
    mark = factory.LazyAttribute(lambda made: CampaignMark.objects.create(name=made.name))
    starts_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=15))
    ends_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=15))
    coverage_by = factory.SelfAttribute("ends_on")
    created_by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def scope(self, create, extracted, **kwargs):
        self.scope.create(segment=extracted or SegmentFactory(conditions={"is_key": "yes"}))


class CampaignTargetFactory(DjangoModelFactory):
    class Meta:
        model = CampaignTarget

    campaign = factory.SubFactory(CampaignFactory)
    enterprise = factory.SubFactory(EnterpriseFactory)
    added_at = factory.LazyFunction(timezone.now)


class CampaignQuestionFactory(DjangoModelFactory):
    """To be answered in words, or not."""

    class Meta:
        model = CampaignQuestion

    campaign = factory.SubFactory(CampaignFactory)
    text = factory.Sequence(lambda n: f"第{n}个问题")
