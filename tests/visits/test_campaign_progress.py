"""The figures of a campaign, counted again by hand; and its lists, wall and workbook."""

import random
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    CampaignFactory,
    CampaignQuestionFactory,
    CampaignTargetFactory,
    EnterpriseFactory,
    OrganizationFactory,
    TeamEnterpriseFactory,
    VisitFactory,
    VisitTeamFactory,
)
from tests.handed import faults_of, heads_of, sheets_of
from visits import selectors
from visits.models import CampaignAnswer, Visit
from visits.selectors.campaign_progress import Pace, Schedule

PAGES = ("detail", "targets", "visitors", "wall")
QUERIES = {"detail": 29, "targets": 19, "visitors": 14, "wall": 15}


def season(seed: int, firms: int = 14):
    """A running campaign with some targets visited, by this team or that, some of them twice."""
    dice = random.Random(seed)
    campaign = CampaignFactory(is_running=True)
    towns = [OrganizationFactory(kind="town") for _each in range(3)]
    teams = [VisitTeamFactory(town=town) for town in towns]
    for _each in range(firms):
        firm = EnterpriseFactory(town=dice.choice([*towns, None]))
        if dice.random() < 0.8:
            CampaignTargetFactory(campaign=campaign, enterprise=firm)
        team = dice.choice([*teams, None])
        if team:
            TeamEnterpriseFactory(team=team, enterprise=firm)
        for _again in range(dice.choice((0, 0, 1, 2))):
            part = campaign if dice.random() < 0.7 else None
            goes = team or dice.choice(teams)
            visit = VisitFactory(
                enterprise=firm, team=team, campaign=part, logged_by=goes.town_head
            )
            visit.participants.add(goes.town_head, *dice.sample([goes.district_leader], 1))
    return campaign


def by_hand(campaign):
    """Enterprise, town, team and number of visits of each target, one by one."""
    for target in campaign.targets.all():
        served = target.enterprise.served_by.first()
        visits = Visit.objects.filter(campaign=campaign, enterprise=target.enterprise)
        yield target.enterprise, target.enterprise.town, served and served.team, list(visits)


@pytest.mark.parametrize("seed", range(4))
def test_the_figures_are_those_one_counts_by_hand(district, seed):
    campaign, office = season(seed), district.officer
    rows = list(by_hand(campaign))
    visited = {firm for firm, _town, _team, visits in rows if visits}
    share = selectors.campaign_coverage(campaign=campaign, user=office)
    assert (share.targets, share.visited) == (len(rows), len(visited))
    assert share.visits == sum(len(visits) for *_rest, visits in rows)
    assert share.percent == 100 * len(visited) // len(rows)
    found = selectors.campaign_targets(campaign=campaign, user=office)
    assert {one.enterprise for one in found.filter(is_visited=True)} == visited
    assert {one.enterprise_id: one.visit_count or 0 for one in found} == {
        firm.pk: len(visits) for firm, _town, _team, visits in rows
    }
    wall = {
        (row.town, tile.team): (tile.share.targets, tile.share.visited)
        for row in selectors.campaign_wall(campaign=campaign, user=office)
        for tile in row.tiles
    }
    places = {(town, team) for _firm, town, team, _visits in rows}
    assert wall == {
        place: (
            sum((town, team) == place for _firm, town, team, _visits in rows),
            sum((town, team) == place for firm, town, team, _v in rows if firm in visited),
        )
        for place in places
    }


@pytest.mark.parametrize("seed", range(4))
def test_who_has_gone_is_what_one_counts_by_hand(district, seed):
    campaign = season(seed)
    visits = [visit for *_rest, found in by_hand(campaign) for visit in found]
    teams = {team for _firm, _town, team, _visits in by_hand(campaign) if team}
    people = {person for team in teams for person in team.people()}
    went = {visit.pk: {visit.logged_by, *visit.participants.all()} for visit in visits}
    told = selectors.campaign_visitors(campaign=campaign, user=district.officer)
    assert {one.person for one in told} == people.union(*went.values())
    for one in told:
        assert one.visits == sum(one.person in group for group in went.values())
    seats = selectors.seats_counted(told)
    assert sum(seat.people for seat in seats) == len(told)
    assert sum(seat.gone for seat in seats) == sum(one.has_gone for one in told)


@pytest.mark.parametrize(
    ("day", "visited", "pace"),
    [
        (date(2026, 3, 1), 0, Pace.NOT_BEGUN),
        (date(2026, 3, 2), 0, Pace.ON_COURSE),
        (date(2026, 3, 9), 49, Pace.BEHIND),
        (date(2026, 3, 9), 50, Pace.ON_COURSE),
        (date(2026, 3, 15), 99, Pace.BEHIND),
        (date(2026, 3, 16), 99, Pace.MISSED),
        (date(2026, 3, 3), 100, Pace.REACHED),
        (date(2026, 3, 16), 100, Pace.REACHED),
    ],
)
def test_the_light_goes_by_working_days_to_the_goal(db, day, visited, pace):
    """Two working weeks of March 2026, from Monday to the Friday after next."""
    campaign = CampaignFactory(
        is_running=True,
        starts_on=date(2026, 3, 2),
        ends_on=date(2026, 3, 31),
        coverage_by=date(2026, 3, 15),
    )
    assert Schedule.of(campaign, day).pace(visited, 100) == pace


def test_coverage_is_cut_not_rounded_so_that_the_last_one_shows(db):
    schedule = Schedule(100, timezone.localdate(), 0, is_begun=True, is_past=False)
    assert selectors.Share(schedule, 1000, 999).percent == 99
    assert selectors.Share(schedule).percent == 0


def test_the_lists_open_from_the_figures(district, signed_in):
    campaign = season(1)
    office = signed_in(district.officer)
    page = office.get(reverse("visits:campaign_detail", args=[campaign.pk])).text
    targets = reverse("visits:campaign_targets", args=[campaign.pk])
    visitors = reverse("visits:campaign_visitors", args=[campaign.pk])
    for address in (f"{targets}?visited=yes", f"{targets}?visited=no", f"{visitors}?gone=yes"):
        assert address in page
        assert office.get(address).status_code == 200
    share = selectors.campaign_coverage(campaign=campaign, user=district.officer)
    left = office.get(targets, {"visited": "no"}).context["page"].rows
    assert len(left) == share.left
    visits = office.get(reverse("visits:list"), {"campaign": campaign.pk}).context["page"].rows
    assert len(visits) == campaign.visits.count()


def test_the_workbook_holds_progress_targets_visitors_and_answers(district, signed_in, log):
    campaign = season(2)
    question = CampaignQuestionFactory(campaign=campaign, text="缺工几人", kind="number")
    visit = campaign.visits.first()
    CampaignAnswer.objects.create(visit=visit, question=question, number=12)
    answer = signed_in(district.officer).get(reverse("reports:campaign_export", args=[campaign.pk]))
    content = answer.getvalue()
    assert faults_of(content) == []
    progress, targets, visitors, answers = sheets_of(content).values()
    share = selectors.campaign_coverage(campaign=campaign, user=district.officer)
    assert progress[-1][2:7] == (
        share.targets, share.visited, share.left, share.percent / 100, share.visits
    )  # fmt: skip
    assert len(targets) == share.targets
    told = selectors.campaign_visitors(campaign=campaign, user=district.officer)
    assert len(visitors) == len(told)
    assert list(heads_of(content).values())[-1][-1] == "缺工几人"
    assert {line[0]: line[-1] for line in answers}[visit.number] == 12


def test_a_person_sees_the_figures_of_their_own_reach(district, team):
    campaign = season(3)
    CampaignTargetFactory(campaign=campaign, enterprise=district.firm)
    VisitFactory(enterprise=district.firm, campaign=campaign, team=team)
    for who in (district.visitor, district.head):
        share = selectors.campaign_coverage(campaign=campaign, user=who)
        assert (share.targets, share.visited, share.visits) == (1, 1, 1)
        [row] = selectors.campaign_wall(campaign=campaign, user=who)
        assert row.town == district.town
        visitors = selectors.campaign_visitors(campaign=campaign, user=who)
        assert {one.teams[0] for one in visitors if one.teams} == {team}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("number", [2, 20])
def test_a_page_asks_no_more_for_more_targets(
    district, signed_in, name, number, django_assert_num_queries
):
    campaign = CampaignFactory(is_running=True)
    for _each in range(number):
        target = CampaignTargetFactory(campaign=campaign, enterprise__town=district.town)
        served = TeamEnterpriseFactory(enterprise=target.enterprise)
        VisitFactory(enterprise=target.enterprise, campaign=campaign, team=served.team)
    client = signed_in(district.officer)
    with django_assert_num_queries(QUERIES[name]):
        client.get(reverse(f"visits:campaign_{name}", args=[campaign.pk]))
