"""Teams of three heads: what is refused, what they serve, who reaches what through them."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.errors import NotSo, NotYou
from enterprises.models import Enterprise
from issues.models import Case
from organizations.roles import Role
from tests.factories import (
    EnterpriseFactory,
    TeamEnterpriseFactory,
    UserFactory,
    VisitFactory,
    VisitTeamFactory,
)
from visits import selectors
from visits.models import TeamEnterprise, Visit, VisitTeam
from visits.services import FindingEntry, team_save


@pytest.fixture
def save(district):
    """Return a saver of teams; a call names only what matters."""

    def saved(actor=None, team=None, **facts):
        facts = {
            "name": "第二走访组",
            "district_leader": district.leader,
            "department_head": district.head,
            "department": district.bureau,
            "town_head": district.town_head,
            "town": district.town,
            "since_on": date(2026, 1, 1),
            **facts,
        }
        return team_save(actor=actor or district.officer, team=team, **facts)

    return saved


def test_only_who_manages_teams_makes_one(district, save):
    assert save().pk
    with pytest.raises(NotYou):
        save(district.visitor, name="另一组")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"department_head": "leader"}, "department_head"),
        ({"town_head": "head"}, "town_head"),
        ({"until_on": date(2025, 1, 1)}, "until_on"),
        ({"name": "第一走访组"}, "name"),
        ({"enterprises": "firm"}, "enterprises"),
    ],
)
def test_a_team_that_cannot_be_is_refused_beside_the_field(district, team, save, facts, field):
    named = {
        name: getattr(district, value) if value in ("leader", "head") else value
        for name, value in facts.items()
    }
    if "enterprises" in named:
        named["enterprises"] = [district.firm]
    with pytest.raises(NotSo) as refused:
        save(**named)
    assert list(refused.value.fields) == [field]
    assert VisitTeam.objects.count() == 1


def test_a_name_may_come_back_once_the_other_team_is_over(district, team, save):
    team.until_on = date(2025, 12, 31)
    team.save()
    assert save(name=team.name).pk


def test_the_database_holds_three_people_and_one_team_per_enterprise(district, team):
    with pytest.raises(IntegrityError), transaction.atomic():
        VisitTeamFactory(district_leader=district.leader, town_head=district.leader)
    with pytest.raises(IntegrityError), transaction.atomic():
        TeamEnterpriseFactory(enterprise=district.firm)


def test_what_a_team_no_longer_serves_stays_on_record(district, team, save):
    facts = {"name": team.name, "since_on": team.since_on}
    other = EnterpriseFactory(town=district.town)
    save(team=team, enterprises=[other], **facts)
    ended = TeamEnterprise.objects.get(enterprise=district.firm)
    assert ended.until_on == timezone.localdate() - timedelta(days=1)
    assert VisitTeam.objects.serving(other).get() == team
    save(team=team, enterprises=[district.firm], **facts)
    assert VisitTeam.objects.serving(district.firm).get() == team
    assert not TeamEnterprise.objects.filter(enterprise=other).exists()


@pytest.mark.parametrize("name", ["leader", "head", "town_head", "visitor"])
def test_everybody_of_a_team_reaches_what_it_serves_and_brought(district, team, log, name):
    far = EnterpriseFactory()
    TeamEnterpriseFactory(team=team, enterprise=far)
    visit = log(district.officer, enterprise=far, participants=[district.visitor],
                findings=[FindingEntry(kind="issue", title="漏水")])  # fmt: skip
    user = getattr(district, name)
    assert far in Enterprise.objects.visible_to(user)
    assert far in Enterprise.objects.allowing(user, "visits.visit_log")
    assert visit in Visit.objects.visible_to(user)
    assert Case.objects.visible_to(user).filter(finding__visit=visit).exists()


@pytest.mark.parametrize("over", ["team", "service"])
def test_what_is_over_reaches_nothing(district, team, over):
    yesterday = timezone.localdate() - timedelta(days=1)
    far = EnterpriseFactory()
    served = TeamEnterpriseFactory(team=team, enterprise=far)
    changed = team if over == "team" else served
    changed.until_on = yesterday
    changed.save()
    assert far not in Enterprise.objects.visible_to(district.visitor)


def test_somebody_of_no_team_reaches_nothing(district, team, person_with):
    stranger = person_with(Role.VISITING_OFFICIAL)
    assert not Enterprise.objects.visible_to(stranger).exists()
    assert not Visit.objects.visible_to(UserFactory()).exists()


def test_the_longest_not_visited_comes_first_for_the_home_page(district, team):
    never = EnterpriseFactory(town=district.town)
    TeamEnterpriseFactory(team=team, enterprise=never)
    VisitFactory(enterprise=district.firm)
    mine = selectors.my_enterprises_not_visited(user=district.visitor)
    assert list(mine) == [never, district.firm]
    recent = selectors.my_enterprises_not_visited(
        user=district.visitor, since=timezone.now() - timedelta(days=30)
    )
    assert list(recent) == [never]


def test_the_page_saves_a_team_and_keeps_what_was_refused(district, team, signed_in):
    office = signed_in(district.officer)
    data = {
        "name": "第三走访组",
        "district_leader": district.leader.pk,
        "department_head": district.leader.pk,
        "department": district.bureau.pk,
        "town_head": district.town_head.pk,
        "town": district.town.pk,
        "since_on": "2026-01-01",
    }
    refused = office.post(reverse("visits:team_create"), data).content.decode()
    assert "stands here twice" in refused
    assert "第三走访组" in refused
    data["department_head"] = district.head.pk
    saved = office.post(reverse("visits:team_create"), data)
    assert saved.status_code == 302
    page = office.get(saved.url).content.decode()
    assert "第三走访组" in page


@pytest.mark.parametrize("number", [2, 30])
def test_the_pages_of_teams_ask_the_database_equally_often(
    district, team, signed_in, number, django_assert_num_queries
):
    for _n in range(number):
        TeamEnterpriseFactory(team=team, enterprise=EnterpriseFactory(town=district.town))
        VisitTeamFactory()
    office = signed_in(district.officer)
    for name, kwargs, asked in (
        ("visits:team_list", {}, LIST_QUERIES),
        ("visits:team_detail", {"pk": team.pk}, DETAIL_QUERIES),
    ):
        office.get(reverse(name, kwargs=kwargs))
        with django_assert_num_queries(asked):
            office.get(reverse(name, kwargs=kwargs))


LIST_QUERIES, DETAIL_QUERIES = 9, 11


def test_teams_are_listed_by_their_number(district):
    for number in (10, 2, 1):
        VisitTeamFactory(name=f"第{number}组")
    listed = selectors.teams_listed(user=district.officer).filter(name__regex=r"\d")
    names = [team.name for team in listed]
    assert names == ["第1组", "第2组", "第10组"]
