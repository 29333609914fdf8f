"""Seats of a team: handed over with history, never two at a time; visits show who it was then."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.errors import NotSo, NotYou
from core.models import TrailEntry
from tests.factories import UserFactory, VisitFactory
from visits import selectors
from visits.models import SeatTerm
from visits.services import seat_hand_over, team_save

BEGAN = date(2020, 1, 1)


@pytest.fixture
def successor():
    return UserFactory(full_name="继任")


def handed(district, team, person, **facts):
    facts = {"seat": "district_leader", "since_on": timezone.localdate(), **facts}
    return seat_hand_over(actor=district.officer, team=team, person=person, **facts)


def leader_on(team, day):
    return next(str(term.person) for term in selectors.heads_on(team=team, day=day))


def test_the_team_goes_on_and_remembers_who_held_the_seat(district, team, successor):
    day = timezone.localdate() - timedelta(days=10)
    handed(district, team, successor, since_on=day)
    team.refresh_from_db()
    assert team.district_leader == successor
    assert leader_on(team, day) == "继任"
    assert leader_on(team, day - timedelta(days=1)) == "leader"
    assert leader_on(team, date(2019, 1, 1)) == "leader"
    now, before = selectors.seat_history(team=team)[:2]
    assert (now.since_on, now.until_on) == (day, None)
    assert (before.since_on, before.until_on) == (BEGAN, day - timedelta(days=1))
    trail = TrailEntry.objects.get(action="team_hand_over")
    assert trail.changes["person"] == ["leader", "继任"]


def test_on_the_day_a_term_began_it_is_a_correction(district, team, successor):
    handed(district, team, successor, since_on=BEGAN)
    assert [str(term.person) for term in selectors.seat_history(team=team)].count("leader") == 0
    assert team.terms.count() == 3


def test_a_department_head_may_speak_for_another_department(district, team, successor):
    handed(district, team, successor, seat="department_head", unit=district.office)
    team.refresh_from_db()
    assert team.department == district.office
    then, now = team.terms.filter(seat="department_head")
    assert (then.unit, now.unit) == (district.bureau, district.office)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"person": "head"}, "person"),
        ({"since_on": date(2019, 12, 31)}, "since_on"),
        ({"since_on": date(2099, 1, 1)}, "since_on"),
        ({"unit": "town"}, "unit"),
        ({"seat": "department_head", "unit": "town"}, "unit"),
    ],
)
def test_what_cannot_be_is_refused_beside_the_field(district, team, successor, facts, field):
    named = {k: getattr(district, v) if k in ("person", "unit") else v for k, v in facts.items()}
    with pytest.raises(NotSo) as refused:
        handed(district, team, **{"person": successor, **named})
    assert list(refused.value.fields) == [field]
    assert team.terms.count() == 3


def test_only_who_manages_teams_hands_over(district, team, successor):
    with pytest.raises(NotYou):
        seat_hand_over(
            actor=district.head,
            team=team,
            seat="town_head",
            person=successor,
            since_on=timezone.localdate(),
        )


def test_the_database_refuses_two_holders_of_one_seat_from_one_day(district, team, successor):
    with pytest.raises(IntegrityError), transaction.atomic():
        SeatTerm.objects.create(team=team, seat="town_head", person=successor, since_on=BEGAN)


def test_a_team_cannot_begin_after_a_seat_was_handed_over(district, team, successor):
    handed(district, team, successor)
    facts = {"name": team.name, "until_on": None}
    with pytest.raises(NotSo) as refused:
        team_save(actor=district.officer, team=team, since_on=timezone.localdate(), **facts)
    assert list(refused.value.fields) == ["since_on"]
    team_save(actor=district.officer, team=team, since_on=date(2019, 1, 1), **facts)
    assert team.terms.filter(since_on=date(2019, 1, 1)).count() == 3
    assert leader_on(team, BEGAN) == "leader"


def test_an_earlier_visit_shows_who_it_was_then(district, team, successor, signed_in):
    visit = VisitFactory(
        team=team, enterprise=district.firm, visited_at=timezone.now() - timedelta(days=5)
    )
    handed(district, team, successor, since_on=timezone.localdate() - timedelta(days=2))
    office = signed_in(district.officer)
    page = office.get(reverse("visits:detail", args=[visit.number])).content.decode()
    assert "leader、head、town_head" in page
    assert "继任" not in page


def test_the_page_hands_over_and_shows_the_history(district, team, successor, signed_in):
    office = signed_in(district.officer)
    address = reverse("visits:team_hand_over", args=[team.pk])
    data = {"seat": "town_head", "person": district.head.pk, "since_on": timezone.localdate()}
    assert "has another seat" in office.post(address, data).content.decode()
    saved = office.post(address, {**data, "person": successor.pk})
    assert saved.status_code == 302
    page = office.get(saved.url).content.decode()
    assert page.index("继任") < page.index("town_head")
