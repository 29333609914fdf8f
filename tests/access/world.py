"""A small district with one person of each role, and one thing of each kind."""

import uuid
from datetime import date, timedelta
from functools import cached_property

from django.utils import timezone

from core.models import TrailCheck
from inspections.services.reports import report_link_make
from issues.models import Case, CaseRequest, DispatchRule, KeyTask, MilestoneFile
from issues.services.cases import attachment_add, case_register
from issues.services.dispatch import case_dispatch_on_the_spot
from issues.services.handling import case_accept, case_assign
from issues.workflow import State
from organizations.models import Organization, Position, SavedView
from organizations.roles import Role
from points.models import Appeal, ClosedMonth, PointsRule
from safety.services.finding import hazard_name_lead, hazard_open
from tests.access.measured import WorldOfMeasures
from tests.access.reported import WorldOfReports
from tests.access.viewed import WorldOfViewings
from tests.access.world_of_zero import WorldOfZero
from tests.deeds.factories import DeedFactory, FulfilmentPhotoFactory, WishFactory
from tests.factories import (
    CampaignFactory,
    CampaignQuestionFactory,
    CampaignTargetFactory,
    DrawnCaseFactory,
    EnterpriseCodeFactory,
    EnterpriseFactory,
    FieldAuthorityFactory,
    ImportJobFactory,
    InvitationFactory,
    MembershipFactory,
    NoticeFactory,
    OrganizationFactory,
    OverCapFactory,
    PlannedVisitFactory,
    PositionFactory,
    PostFileFactory,
    RaisedDemandFactory,
    RaisedPhotoFactory,
    SegmentFactory,
    SessionQuestionFactory,
    SlipFactory,
    StoredFileFactory,
    UserFactory,
    VisitFactory,
    VisitPhotoFactory,
    VisitTeamFactory,
    WhatIfRunFactory,
    WordLinkFactory,
)
from tests.inspections.factories import InspectionFactory
from tests.letters.factories import (
    LetterFactory,
    LetterRecipientFactory,
    ReceiptFactory,
    ReceiptPhotoFactory,
)
from tests.points.factories import EntryFactory
from tests.safety.factories import (
    LedgerImportFactory,
    LedgerRecordFactory,
    SuspensionOrderFactory,
)
from threads.services import post_add
from visits.models import CalendarFeed, IndustryDepartment
from visits.services.plan_work import plan_run
from visits.services.planning import plan_propose
from visits.workflow import SessionState

NOBODY = "nobody"
ANONYMOUS = "anonymous"
EVERYBODY = frozenset({*Role.values, NOBODY})
"""Everybody with an account; ``NOBODY`` has one, and no role."""


class World(WorldOfZero, WorldOfMeasures, WorldOfReports, WorldOfViewings):
    """Things are made when they are first asked for; a copy for each test makes its own.

    The bureau leads the case; the handler and the unit head are the bureau's, the district leader
    answers for the bureau, and the other roles sit in the visit office or in the district.
    """

    @cached_property
    def district(self):
        return OrganizationFactory(name="河东区", kind=Organization.Kind.DISTRICT)

    @cached_property
    def saved_view(self):
        return SavedView.objects.create(person=UserFactory(), path="/cases/", name="mine")

    @cached_property
    def office(self):
        return OrganizationFactory(name="走访办", parent=self.district, is_visit_office=True)

    @cached_property
    def bureau(self):
        return OrganizationFactory(name="人社局", parent=self.district)

    @cached_property
    def other_bureau(self):
        return OrganizationFactory(name="住建局", parent=self.district)

    @cached_property
    def town(self):
        return OrganizationFactory(name="东湖镇", kind=Organization.Kind.TOWN, parent=self.district)

    @cached_property
    def people(self):
        """One person for each name in ``EVERYBODY``."""
        units = {
            Role.HANDLER: self.bureau,
            Role.UNIT_HEAD: self.bureau,
            Role.VISITING_OFFICIAL: self.town,
            Role.VISIT_OFFICE: self.office,
        }
        made = {
            role: MembershipFactory(role=role, organization=units.get(role, self.district)).user
            for role in Role.values
        }
        self._put_in_charge(made[Role.DISTRICT_LEADER])
        return {**made, NOBODY: UserFactory()}

    def _put_in_charge(self, leader):
        post = PositionFactory(organization=self.district, kind=Position.Kind.LEADER, holder=leader)
        self.bureau.leader = post
        self.bureau.save()

    @cached_property
    def notice(self):
        return NoticeFactory(recipient=self.people[Role.HANDLER])

    @cached_property
    def trail_check(self):
        return TrailCheck.objects.create(created_by=self.people[Role.AUDITOR])

    @cached_property
    def what_if(self):
        return WhatIfRunFactory(created_by=self.people[Role.ADMINISTRATOR])

    @cached_property
    def enterprise(self):
        """In the town of the visiting official."""
        return EnterpriseFactory(town=self.town)

    @cached_property
    def double(self):
        """Another row of the register that may be the enterprise, in the same town."""
        return EnterpriseFactory(town=self.town)

    @cached_property
    def segment(self):
        """Made by the unit head."""
        return SegmentFactory(made_by=self.people[Role.UNIT_HEAD])

    @cached_property
    def code(self):
        """Of the enterprise."""
        return EnterpriseCodeFactory(enterprise=self.enterprise)

    @cached_property
    def rule(self):
        return DispatchRule.objects.create(name="焊工", words="焊工", tier="time_limited")

    @cached_property
    def raised(self):
        """A demand that the enterprise raised, with a photo; not looked at yet."""
        demand = RaisedDemandFactory(code=self.code)
        RaisedPhotoFactory(demand=demand)
        return demand

    @cached_property
    def import_job(self):
        """Checked, and waiting for the confirmation."""
        office = self.people[Role.VISIT_OFFICE]
        return ImportJobFactory(created_by=office, state="done", added=1)

    @cached_property
    def ledger_import(self):
        """Of the visit office, checked."""
        return LedgerImportFactory(unit=self.office, created_by=self.people[Role.VISIT_OFFICE])

    @cached_property
    def ledger_record(self):
        """Of the town's enterprise, in the ledger of the visit office."""
        return LedgerRecordFactory(enterprise=self.enterprise, job=self.ledger_import)

    @cached_property
    def visit(self):
        """To the enterprise, by the visiting official, with a photo."""
        official = self.people[Role.VISITING_OFFICIAL]
        visit = VisitFactory(enterprise=self.enterprise, unit=self.town, logged_by=official)
        VisitPhotoFactory(visit=visit)
        return visit

    @cached_property
    def team(self):
        """Of the bureau and the town; none of its people is one of ``people``."""
        return VisitTeamFactory(department=self.bureau, town=self.town)

    @cached_property
    def question(self):
        """Of the enterprise, sent to the bureau, in a session that the district leader leads."""
        return SessionQuestionFactory(
            session__leader=self.people[Role.DISTRICT_LEADER],
            session__state=SessionState.ASKED,
            chosen__enterprise=self.enterprise,
            department=self.bureau,
            asked_at=timezone.now(),
        )

    @cached_property
    def points_entry(self):
        """Of the bureau, entered by hand, with a file."""
        facts = {"cause": "criticised", "source_id": None, "reason": "未按要求报送"}
        entry = EntryFactory(unit=self.bureau, by=UserFactory(), **facts)
        entry.files.create(stored=StoredFileFactory())
        return entry

    @cached_property
    def points_appeal(self):
        """Of somebody of the bureau, who is none of ``people``; not decided yet."""
        return Appeal.objects.create(
            entry=self.points_entry,
            reason="已按期报送",
            made_by=UserFactory(),
            made_at=timezone.now(),
        )

    @cached_property
    def points_month(self):
        facts = {"closed_by": UserFactory(), "closed_by_name": "走访办"}
        return ClosedMonth.objects.create(month=202001, closed_at=timezone.now(), **facts)

    def points_rule(self, cause):
        return PointsRule.objects.get(cause=cause, until_at__isnull=True)

    @cached_property
    def planned(self):
        """To the enterprise, by the visiting official, in the coming days."""
        official = self.people[Role.VISITING_OFFICIAL]
        return PlannedVisitFactory(enterprise=self.enterprise, unit=self.town, planned_by=official)

    @cached_property
    def inspection(self):
        """What the visit was."""
        return InspectionFactory(visit=self.visit)

    @cached_property
    def report_link(self):
        """To the report of the inspection; not used yet."""
        official = self.people[Role.VISITING_OFFICIAL]
        return report_link_make(actor=official, inspection=self.inspection)

    @cached_property
    def invitation(self):
        """To the enterprise, by the visiting official; not filled in yet."""
        official = self.people[Role.VISITING_OFFICIAL]
        facts = {"unit": self.town, "invited_by": official, "people": [official]}
        return InvitationFactory(enterprise=self.enterprise, **facts)

    @cached_property
    def feed(self):
        """The calendar address of the visiting official."""
        return CalendarFeed.objects.create(
            person=self.people[Role.VISITING_OFFICIAL], issued_at=timezone.now()
        )

    @cached_property
    def others_plan(self):
        """To the enterprise, by somebody of the town who is none of ``people``."""
        return PlannedVisitFactory(enterprise=self.enterprise, unit=self.town)

    @cached_property
    def over_cap(self):
        """Asked for by the visiting official, for a plan of the bureau."""
        official = self.people[Role.VISITING_OFFICIAL]
        facts = {"enterprise": self.enterprise, "unit": self.bureau, "planned_by": official}
        return OverCapFactory(**{f"planned__{name}": value for name, value in facts.items()})

    @cached_property
    def campaign(self):
        """Running, for the enterprise; its segment matches another one, which is not in it yet."""
        campaign = CampaignFactory(is_running=True)
        CampaignTargetFactory(campaign=campaign, enterprise=self.enterprise)
        EnterpriseFactory(town=self.town, is_key=True)
        return campaign

    @cached_property
    def campaign_question(self):
        return CampaignQuestionFactory(campaign=self.campaign)

    @cached_property
    def plan(self):
        """Worked out for the enterprise and the team, and not approved."""
        assert self.enterprise
        assert self.team
        plan = plan_propose(
            actor=self.people[Role.VISIT_OFFICE],
            name="下半年组团",
            takes_effect_on=timezone.localdate(),
        )
        plan_run(pk=plan.pk)
        return plan

    @cached_property
    def industry(self):
        """The bureau fits manufacturing."""
        return IndustryDepartment.objects.create(code="C", department=self.bureau)

    @cached_property
    def case(self):
        """Of the enterprise, led by the bureau, in the handler's hands, with a file."""
        office, head = self.people[Role.VISIT_OFFICE], self.people[Role.UNIT_HEAD]
        Organization.objects.filter(pk=self.office.pk).update(is_visit_office=True)
        case = case_register(actor=office, kind="demand", enterprise=self.enterprise, title="招工")
        case_dispatch_on_the_spot(actor=office, case=case, lead=self.bureau)
        case_accept(actor=head, case=case)
        case_assign(actor=head, case=case, handler=self.people[Role.HANDLER])
        stored = StoredFileFactory(uploaded_by=office)
        attachment_add(actor=office, case=case, stored=stored, purpose="finding")
        return case

    @cached_property
    def drawn(self):
        """The case, drawn for the visiting official to look at again."""
        return DrawnCaseFactory(
            case=self.case,
            visitor=self.people[Role.VISITING_OFFICIAL],
            visitor_unit=self.town,
            draw__created_by=self.people[Role.VISIT_OFFICE],
        )

    def asked(self, kind):
        """The case, in which somebody asked for this and nobody has decided."""
        row = self.case.deadlines.get(stage="resolve")
        later = {"due_at": row.due_at + timedelta(days=1)}
        extending = {"deadline": row, "from_at": row.due_at, "told": "已说明", **later}
        facts = {"withdrawal": {}, "suspension": later}.get(kind, extending)
        CaseRequest.objects.create(
            case=self.case, kind=kind, round=1, reason="待批", requested_by=UserFactory(),
            requested_at=timezone.now(), **facts,
        )  # fmt: skip
        Case.objects.filter(pk=self.case.pk).update(asked=kind)
        return self.case

    @cached_property
    def key_task(self):
        """Led by the bureau and the district leader, with a milestone that was met, and a file."""
        key_task = KeyTask.objects.create(
            number="ZD2026901", year=2026, title="路网", leader=self.people[Role.DISTRICT_LEADER],
            organization=self.bureau, starts_on=date(2026, 1, 5), ends_on=date(2099, 12, 31),
        )  # fmt: skip
        facts = {"met_at": timezone.now(), "met_by": self.people[Role.UNIT_HEAD], "note": "已批"}
        dates = dict.fromkeys(("own_due_at", "original_due_at"), timezone.now())
        milestone = key_task.milestones.create(name="立项", length=5, **dates, **facts)
        MilestoneFile.objects.create(milestone=milestone, stored=StoredFileFactory())
        return key_task

    @cached_property
    def post(self):
        """About the enterprise, by the visiting official, who asks the visit office; with a file."""
        post = post_add(
            actor=self.people[Role.VISITING_OFFICIAL],
            subject=self.enterprise,
            submission_key=uuid.uuid4(),
            text="企业反映招工难",
            people=[self.people[Role.VISIT_OFFICE]],
            needs_answer=True,
        )
        PostFileFactory(post=post)
        return post

    @cached_property
    def post_on_case(self):
        """About the case, by the handler."""
        return post_add(
            actor=self.people[Role.HANDLER],
            subject=self.case,
            submission_key=uuid.uuid4(),
            text="下周三前答复",
        )

    @cached_property
    def _deeds(self):
        return {}

    def deed(self, state):
        """Of a branch of the town, kept by somebody of it."""
        if state not in self._deeds:
            branch = OrganizationFactory(kind=Organization.Kind.BRANCH, parent=self.town)
            secretary = MembershipFactory(role=Role.UNIT_HEAD, organization=branch).user
            self._deeds[state] = DeedFactory(
                organization=branch, responsible=secretary, proposed_by=secretary, state=state
            )
        return self._deeds[state]

    @cached_property
    def _wishes(self):
        return {}

    def wish(self, state):
        """Collected for the town by the visiting official; the bureau's handler claims it."""
        if state not in self._wishes:
            collector = (
                UserFactory() if state == "published" else self.people[Role.VISITING_OFFICIAL]
            )
            self._wishes[state] = WishFactory(
                unit=self.town,
                collected_by=collector,
                state=state,
                claimed_by=self.people[Role.HANDLER],
                claimed_for=self.bureau,
            )
        return self._wishes[state]

    @cached_property
    def wish_photo(self):
        done = self.wish("fulfilled").claim.fulfilments.get()
        return FulfilmentPhotoFactory(fulfilment=done)

    @cached_property
    def draft(self):
        """A letter that the visit office has written for the key enterprises."""
        EnterpriseFactory(town=self.town, is_key=True)
        segment = SegmentFactory(conditions={"is_key": "yes"})
        return LetterFactory(created_by=self.people[Role.VISIT_OFFICE], segment=segment)

    @cached_property
    def letter(self):
        """By the visit office, to the enterprise, which has not confirmed it."""
        letter = LetterFactory(created_by=self.people[Role.VISIT_OFFICE], is_sent=True)
        return LetterRecipientFactory(letter=letter, enterprise=self.enterprise).letter

    @cached_property
    def recipient(self):
        return self.letter.recipients.get()

    @cached_property
    def receipt_photo(self):
        """Of the enterprise's receipt on paper."""
        return ReceiptPhotoFactory(receipt=ReceiptFactory(recipient=self.recipient))

    @cached_property
    def replied_case(self):
        """The case, once its reply waits for the enterprise's word."""
        self.case.state = State.REPLIED
        self.case.save()
        return self.case

    @cached_property
    def link(self):
        """For the enterprise's word on the case, which is not replied yet."""
        return WordLinkFactory(case=self.case)

    @cached_property
    def slip(self):
        """Of the case, addressed to the handler."""
        return SlipFactory(
            deadline=self.case.deadlines.get(stage="resolve"),
            recipient=self.people[Role.HANDLER],
        )

    @cached_property
    def slip_file(self):
        """A file that came with the unit's answer to the slip."""
        stored = StoredFileFactory(uploaded_by=self.people[Role.HANDLER])
        return attachment_add(
            actor=self.people[Role.HANDLER],
            case=self.case,
            stored=stored,
            purpose="slip",
            slip=self.slip,
        )

    @cached_property
    def suspension(self):
        """Ordered on the hazard."""
        return SuspensionOrderFactory(case=self.hazard)

    @cached_property
    def hazard(self):
        """Found by the visiting official, overseen by another bureau.

        The bureau was named on the spot: it sees the hazard, but has nothing to do yet.
        """
        FieldAuthorityFactory(field="fire", organization=self.other_bureau)
        case = hazard_open(
            actor=self.people[Role.VISITING_OFFICIAL],
            enterprise=self.enterprise,
            title="消防通道堵塞",
            field="fire",
        )
        hazard_name_lead(actor=self.people[Role.VISITING_OFFICIAL], case=case, lead=self.bureau)
        return case
