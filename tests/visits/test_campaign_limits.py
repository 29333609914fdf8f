"""Time limits of a campaign's own: the most specific for what its visits bring, and said to be so."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from calendars.selectors import load_calendar
from core.errors import NotSo
from issues.models import Case, DeadlinePolicy
from issues.models.deadline import Conditions
from issues.selectors.foresight import policy_foresee
from issues.selectors.policies import most_specific, policies_in_force, policies_of_campaign
from issues.selectors.why import why_lines
from issues.services.policies import policy_replace, policy_withdraw
from organizations.roles import Role
from tests.factories import CampaignFactory, CampaignTargetFactory, MembershipFactory
from visits.services import FindingEntry
from visits.workflow import Handling

DAY = "working_day"


@pytest.fixture
def campaign(district):
    campaign = CampaignFactory(is_running=True, name="企业服务月")
    CampaignTargetFactory(campaign=campaign, enterprise=district.firm)
    return campaign


@pytest.fixture
def administrator(district):
    return MembershipFactory(role=Role.ADMINISTRATOR, organization=district.root).user


@pytest.fixture
def limit(administrator):
    """Return a setter of time limits: ``limit(length, stage, campaign=…)``."""

    def put(length, stage="resolve", **about):
        conditions = Conditions(stage, **about)
        return policy_replace(
            actor=administrator, conditions=conditions, length=length, unit=DAY, seen=None
        )

    return put


def brought(log, team, **facts) -> Case:
    """A demand dispatched on the spot."""
    unit = team.department
    finding = FindingEntry(kind="demand", title="缺焊工", handling=Handling.DISPATCH, unit=unit)
    return log(findings=[finding], **facts).findings.get().case


def due_in(row, days) -> bool:
    return row.due_at == load_calendar().due_after(row.started_at, days, DAY).at


def test_a_case_of_the_campaign_has_its_limit_and_says_by_whose_rule(
    district, team, campaign, limit, log
):
    limit(4, campaign=campaign.mark)
    inside, outside = brought(log, team, campaign=campaign), brought(log, team)
    row, other = (case.deadlines.get(stage="resolve") for case in (inside, outside))
    assert due_in(row, 4)
    assert due_in(other, 10)
    assert "企业服务月" in why_lines(row)[0]
    assert "企业服务月" not in why_lines(other)[0]
    campaign.mark.name = "改了名"
    campaign.mark.save()
    row.refresh_from_db()
    assert "企业服务月" in why_lines(row)[0]


def test_of_a_campaign_too_the_most_specific_holds(district, team, campaign, limit, log):
    limit(6, kind="demand")
    limit(4, campaign=campaign.mark)
    limit(2, campaign=campaign.mark, kind="demand")
    limit(3, campaign=campaign.mark, kind="issue")
    case = brought(log, team, campaign=campaign)
    assert due_in(case.deadlines.get(stage="resolve"), 2)
    of_stage = [one for one in policies_in_force() if one.stage == "resolve"]
    assert most_specific(of_stage, case).length == 2
    assert {one.length for one in policies_of_campaign(campaign.mark_id)} == {4, 2, 3}


def test_withdrawn_it_leaves_the_general_limit_and_the_copies_that_run(
    district, team, campaign, limit, log, administrator
):
    policy = limit(4, campaign=campaign.mark)
    before = brought(log, team, campaign=campaign)
    policy_withdraw(actor=administrator, policy=policy)
    after = brought(log, team, campaign=campaign)
    assert due_in(before.deadlines.get(stage="resolve"), 4)
    assert due_in(after.deadlines.get(stage="resolve"), 10)


def test_the_preview_looks_at_cases_of_the_campaign_only(district, team, campaign, log):
    brought(log, team, campaign=campaign)
    brought(log, team)
    draft = DeadlinePolicy(stage="resolve", campaign=campaign.mark, length=4, length_unit=DAY)
    found = policy_foresee(draft)
    assert (found.looked_at, found.earlier) == (1, 1)


def test_one_limit_of_a_campaign_is_in_force(district, campaign, limit):
    first = limit(4, campaign=campaign.mark)
    with pytest.raises(NotSo):
        limit(5, campaign=campaign.mark)
    with pytest.raises(IntegrityError), transaction.atomic():
        DeadlinePolicy.objects.create(
            stage="resolve", campaign=campaign.mark, length=1, length_unit=DAY,
            version=9, since_at=timezone.now(),
        )  # fmt: skip
    assert first.scope == "企业服务月"


def test_the_administrator_sets_it_from_the_campaign_page(
    district, campaign, administrator, signed_in
):
    client = signed_in(administrator)
    address = f"/cases/policies/new/?campaign={campaign.mark_id}"
    assert f'value="{campaign.mark_id}" selected' in client.get(address).text
    sent = {"stage": "resolve", "campaign": campaign.mark_id, "length": 5, "unit": DAY}
    assert "企业服务月" in client.post(address, sent).text
    client.post(address, {**sent, "seen": "1"})
    assert policies_of_campaign(campaign.mark_id)[0].length == 5
