"""Enterprises put under a team, many at once: one team at a time, and who it was stays known."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.errors import NotSo, NotYou
from enterprises.services.merging import enterprise_merge
from tests.factories import EnterpriseFactory, TeamEnterpriseFactory, VisitTeamFactory
from visits.models import TeamEnterprise, VisitTeam
from visits.services import enterprises_assign

TODAY = timezone.localdate


@pytest.fixture
def other(district):
    return VisitTeamFactory(name="第二走访组")


def served(firm):
    """Who served the firm, as (team, since, until), the earliest first."""
    rows = TeamEnterprise.objects.filter(enterprise=firm).order_by("since_on")
    return [(row.team.name, row.since_on, row.until_on) for row in rows]


def test_what_moves_keeps_who_served_it_before(district, team, other):
    new = EnterpriseFactory()
    day = TODAY() + timedelta(days=7)
    moved = enterprises_assign(
        actor=district.officer, team=other, enterprises=[district.firm, new], since_on=day
    )
    assert {(one.enterprise_id, one.before) for one in moved} == {
        (district.firm.pk, team.pk),
        (new.pk, None),
    }
    assert served(district.firm) == [
        (team.name, date(2020, 1, 1), day - timedelta(days=1)),
        (other.name, day, None),
    ]
    assert VisitTeam.objects.serving(district.firm).get() == team


def test_the_same_again_changes_nothing(district, team, other):
    for _time in range(2):
        moved = enterprises_assign(
            actor=district.officer, team=other, enterprises=[district.firm], since_on=TODAY()
        )
    assert moved == []
    assert len(served(district.firm)) == 2


def test_a_change_of_mind_before_the_day_leaves_no_trace_of_service(district, team, other):
    third, day = VisitTeamFactory(name="第三走访组"), TODAY() + timedelta(days=7)
    for chosen in (other, third, team):
        enterprises_assign(
            actor=district.officer, team=chosen, enterprises=[district.firm], since_on=day
        )
    names = [name for name, _since, _until in served(district.firm)]
    assert names == [team.name, team.name]


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ({}, TODAY() - timedelta(days=1)),
        ({"since_on": date(2098, 1, 1)}, TODAY()),
        ({"until_on": TODAY()}, TODAY() + timedelta(days=1)),
    ],
)
def test_a_day_that_cannot_be_is_refused_beside_it(district, team, period, day):
    other = VisitTeamFactory(**period)
    with pytest.raises(NotSo) as refused:
        enterprises_assign(
            actor=district.officer, team=other, enterprises=[district.firm], since_on=day
        )
    assert list(refused.value.fields) == ["since_on"]
    assert len(served(district.firm)) == 1


def test_only_who_manages_teams_assigns(district, team):
    with pytest.raises(NotYou):
        enterprises_assign(
            actor=district.head, team=team, enterprises=[district.firm], since_on=TODAY()
        )


def test_doubles_served_since_the_same_day_can_be_merged(district, team, other):
    double = EnterpriseFactory(town=district.town)
    TeamEnterpriseFactory(team=other, enterprise=double)
    enterprise_merge(actor=district.officer, kept=district.firm, merged=double)
    assert VisitTeam.objects.serving(district.firm).get() == team
    assert {name for name, _since, _until in served(district.firm)} == {team.name, other.name}


def test_the_number_of_statements_does_not_grow(district, team, django_assert_max_num_queries):
    firms = [EnterpriseFactory() for _n in range(40)]
    with django_assert_max_num_queries(14):
        enterprises_assign(actor=district.officer, team=team, enterprises=firms, since_on=TODAY())


def test_a_town_is_assigned_from_the_page(district, team, other, signed_in):
    office, far = signed_in(district.officer), EnterpriseFactory()
    address = f"{reverse('visits:team_assign')}?town={district.town.pk}"
    page = office.get(address).content.decode()
    assert district.firm.name in page
    assert far.name not in page
    data = {"team": other.pk, "since_on": TODAY()}
    nothing = office.post(address, {**data, "only_unserved": "on"})
    assert nothing.status_code == 302
    assert VisitTeam.objects.serving(district.firm).get() == team
    assert office.post(address, data).status_code == 302
    assert VisitTeam.objects.serving(district.firm).get() == other
    assert not served(far)


def test_without_a_condition_nothing_is_assigned(district, team, other, signed_in):
    office = signed_in(district.officer)
    data = {"team": other.pk, "since_on": TODAY()}
    page = office.post(reverse("visits:team_assign"), data).content.decode()
    assert "Choose a condition first" in page
    assert VisitTeam.objects.serving(district.firm).get() == team


def test_the_register_leads_to_it_with_its_filter(district, team, signed_in):
    page = signed_in(district.officer).get(reverse("enterprises:list"), {"scale": "large"})
    assert f"{reverse('visits:team_assign')}?scale=large" in page.content.decode()
    page = signed_in(district.head).get(reverse("enterprises:list")).content.decode()
    assert reverse("visits:team_assign") not in page


@pytest.mark.parametrize("number", [2, 30])
def test_the_page_asks_the_database_equally_often(
    district, team, signed_in, number, django_assert_num_queries
):
    for _n in range(number):
        firm = EnterpriseFactory(town=district.town)
        TeamEnterpriseFactory(team=team, enterprise=firm)
    office = signed_in(district.officer)
    office.get(reverse("visits:team_assign"))
    with django_assert_num_queries(QUERIES):
        office.get(reverse("visits:team_assign"))


QUERIES = 15
