"""A campaign from its plan to its end: its scope, its days, who may what."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.errors import NotNow, NotSo, NotYou
from core.models import TrailEntry
from enterprises.services.segments import segment_delete
from tests.factories import (
    CampaignFactory,
    CampaignTargetFactory,
    EnterpriseFactory,
    SegmentFactory,
)
from visits import selectors, services
from visits.models import Campaign
from visits.workflow import CAMPAIGN_WORKFLOW, CampaignState

LIST_QUERIES = 10


def days(start: int, end: int) -> dict:
    today = timezone.localdate()
    return {
        "starts_on": today + timedelta(days=start),
        "ends_on": today + timedelta(days=end),
    }


@pytest.fixture
def key_firms(district):
    """A segment that matches the firm of the district."""
    district.firm.is_key = True
    district.firm.save()
    return SegmentFactory(name="重点企业", conditions={"is_key": "yes"})


def facts(segment, **changed) -> dict:
    period = {"name": "大走访大排查", "coverage_goal": 100, **days(0, 30)}
    return {**period, "segments": [segment], **changed}


@pytest.fixture
def campaign(district, key_firms):
    """Prepared by the office."""
    return services.campaign_save(actor=district.officer, **facts(key_firms))


@pytest.fixture
def running(district, campaign):
    services.campaign_open(actor=district.officer, campaign=campaign)
    campaign.refresh_from_db()
    return campaign


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("name", {"name": "  "}),
        ("ends_on", days(0, -1)),
        ("ends_on", days(0, 400)),
        ("ends_on", days(0, 300000)),
        ("coverage_by", {"coverage_by": timezone.localdate() + timedelta(days=40)}),
        ("segments", {"segments": []}),
    ],
)
def test_what_cannot_be_names_its_field(district, key_firms, field, changed):
    with pytest.raises(NotSo) as refusal:
        services.campaign_save(actor=district.officer, **facts(key_firms, **changed))
    assert list(refusal.value.fields) == [field]
    assert not Campaign.objects.exists()


def test_a_segment_that_matches_nobody_is_refused_by_its_name(district):
    empty = SegmentFactory(name="没有的企业")
    with pytest.raises(NotSo) as refusal:
        services.campaign_save(actor=district.officer, **facts(empty))
    assert "没有的企业" in refusal.value.fields["segments"]


def test_two_campaigns_have_two_names(district, campaign, key_firms):
    with pytest.raises(NotSo) as refusal:
        services.campaign_save(actor=district.officer, **facts(key_firms))
    assert list(refusal.value.fields) == ["name"]


def test_only_the_visit_office_runs_campaigns(district, campaign, key_firms):
    for who in (district.head, district.leader, district.visitor, district.handler):
        with pytest.raises(NotYou):
            services.campaign_save(actor=who, **facts(key_firms, name="三服务"))
        with pytest.raises(NotYou):
            services.campaign_open(actor=who, campaign=campaign)


ACTS = {
    "change": lambda office, campaign: services.campaign_save(
        actor=office, campaign=campaign, **facts(campaign.segments.get(), name="四百大走访")
    ),
    "ask": lambda office, campaign: services.question_save(
        actor=office, campaign=campaign, text="缺工几人", kind="number"
    ),
    "open": lambda office, campaign: services.campaign_open(actor=office, campaign=campaign),
    "rescope": lambda office, campaign: services.campaign_rescope(actor=office, campaign=campaign),
    "end": lambda office, campaign: services.campaign_end(actor=office, campaign=campaign),
}


@pytest.mark.parametrize("state", CampaignState.values)
@pytest.mark.parametrize("move", [move.name for move in CAMPAIGN_WORKFLOW.moves])
def test_a_move_is_possible_in_the_states_of_the_table_only(district, running, state, move):
    EnterpriseFactory(is_key=True)
    now = timezone.now()
    Campaign.objects.update(
        state=state,
        opened_at=None if state == CampaignState.PREPARED else now,
        ended_at=now if state == CampaignState.ENDED else None,
    )
    if state == CampaignState.PREPARED:
        running.targets.all().delete()
    running.refresh_from_db()
    act = ACTS[move]
    if state in CAMPAIGN_WORKFLOW.move(move).sources:
        act(district.officer, running)
    else:
        with pytest.raises(NotNow):
            act(district.officer, running)


def test_the_scope_is_frozen_when_it_begins_and_brought_in_step_on_demand(district, running, log):
    gone = EnterpriseFactory(is_key=True)
    services.campaign_rescope(actor=district.officer, campaign=running)
    log(campaign=running)
    for firm in (gone, district.firm):
        firm.is_key = False
        firm.save()
    new = EnterpriseFactory(is_key=True)
    assert set(running.targets.values_list("enterprise", flat=True)) == {gone.pk, district.firm.pk}
    told = selectors.scope_difference(user=district.officer, campaign=running)
    assert list(told.coming) == [new]
    assert [target.enterprise for target in told.going] == [gone]
    assert [target.enterprise for target in told.staying] == [district.firm]
    assert services.campaign_rescope(actor=district.officer, campaign=running) == (1, 1)
    assert set(running.targets.values_list("enterprise", flat=True)) == {new.pk, district.firm.pk}
    with pytest.raises(NotSo):
        services.campaign_rescope(actor=district.officer, campaign=running)


def test_a_campaign_does_not_begin_for_nobody(district, campaign):
    district.firm.is_key = False
    district.firm.save()
    with pytest.raises(NotSo):
        services.campaign_open(actor=district.officer, campaign=campaign)
    campaign.refresh_from_db()
    assert campaign.is_prepared


def test_the_period_keeps_holding_the_visits_that_were_made(district, running, log):
    log(campaign=running)
    act = {"actor": district.officer, "campaign": running}
    with pytest.raises(NotSo) as refusal:
        services.campaign_save(**act, **facts(running.segments.get(), **days(1, 30)))
    assert list(refusal.value.fields) == ["ends_on"]
    services.campaign_save(**act, **facts(running.segments.get(), name="三服务", **days(-5, 5)))
    running.refresh_from_db()
    assert (running.name, running.mark.name) == ("三服务", "三服务")


def test_a_segment_that_a_campaign_goes_by_is_not_deleted(district, campaign, key_firms):
    with pytest.raises(NotNow):
        segment_delete(actor=district.officer, segment=key_firms)


def test_campaigns_of_the_same_days_are_shown_with_what_they_share(district, running):
    other = CampaignFactory(is_running=True)
    CampaignTargetFactory(campaign=other, enterprise=district.firm)
    CampaignTargetFactory(campaign=other)
    CampaignFactory(**days(40, 50), coverage_by=days(40, 50)["ends_on"])
    [found] = selectors.campaigns_overlapping(user=district.officer, campaign=running)
    assert (found, found.both) == (other, 1)


def test_others_see_campaigns_and_targets_within_their_reach(district, running, team, log):
    services.campaign_save(
        actor=district.officer, **facts(running.segments.get(), name="企业服务月")
    )
    CampaignTargetFactory(campaign=running)
    for who in (district.visitor, district.leader, district.town_head, district.head):
        assert Campaign.objects.visible_to(who).get() == running
        assert selectors.campaign_coverage(campaign=running, user=who).targets == 1
    assert not Campaign.objects.visible_to(district.handler).exists()
    assert Campaign.objects.visible_to(district.officer).count() == 2
    assert selectors.campaign_coverage(campaign=running, user=district.officer).targets == 2


def test_the_team_that_served_a_target_at_the_end_stays_its_team(district, running, team):
    services.campaign_end(actor=district.officer, campaign=running)
    team.served.all().delete()
    running.refresh_from_db()
    [row] = selectors.campaign_wall(campaign=running, user=district.officer)
    assert [tile.team for tile in row.tiles] == [team]


def test_the_database_holds_the_period_and_the_goal(db):
    today = timezone.localdate()
    for wrong in (
        {"ends_on": today - timedelta(days=40)},
        {"coverage_by": today + timedelta(days=40)},
        {"coverage_goal": 0},
        {"ended_at": timezone.now()},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            CampaignFactory(**{"coverage_by": today, **wrong})


def test_each_step_leaves_its_line_in_the_trail(district, running):
    services.campaign_end(actor=district.officer, campaign=running)
    lines = TrailEntry.objects.filter(subject_type="visits.campaign", subject_id=running.pk)
    told = list(lines.order_by("id").values_list("action", flat=True))
    assert told == ["campaign_add", "campaign_open", "campaign_end"]


def test_a_campaign_is_prepared_begun_and_ended_page_by_page(district, key_firms, signed_in):
    office = signed_in(district.officer)
    address = reverse("visits:campaign_create")
    assert "重点企业" in office.get(address).text
    wrong = {**facts(key_firms, **days(0, -1)), "segments": [key_firms.pk]}
    assert "ends_on" in office.post(address, wrong).context["form"].errors
    office.post(address, {**facts(key_firms), "segments": [key_firms.pk]})
    campaign = Campaign.objects.get()
    page = reverse("visits:campaign_detail", args=[campaign.pk])
    assert "重点企业" in office.get(page).text
    ask = reverse("visits:campaign_ask", args=[campaign.pk])
    refused = office.post(ask, {"text": "用工情况", "kind": "choice", "choices": "不缺"})
    assert "choices" in refused.context["form"].errors
    office.post(ask, {"text": "用工情况", "kind": "choice", "choices": "不缺\n缺\n不缺"})
    assert campaign.questions.get().choices == ["不缺", "缺"]
    office.post(reverse("visits:campaign_open", args=[campaign.pk]))
    for name in ("scope", "targets", "visitors", "wall", "end"):
        found = office.get(reverse(f"visits:campaign_{name}", args=[campaign.pk]))
        assert found.status_code == 200
    office.post(reverse("visits:campaign_end", args=[campaign.pk]))
    campaign.refresh_from_db()
    assert campaign.is_ended
    assert office.get(page).status_code == 200


@pytest.mark.parametrize("number", [2, 20])
def test_the_list_asks_no_more_for_more_rows(
    district, signed_in, number, django_assert_num_queries
):
    for _each in range(number):
        CampaignTargetFactory(campaign__is_running=True)
    client = signed_in(district.officer)
    with django_assert_num_queries(LIST_QUERIES):
        client.get(reverse("visits:campaign_list"))
