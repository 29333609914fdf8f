"""My work: what waits for whom, in what order, in how many statements."""

from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.urls import reverse

from issues.models import Responsibility
from issues.workflow import State
from organizations.models import Organization
from organizations.roles import Role
from tests.factories import (
    CaseFactory,
    EnterpriseFactory,
    OrganizationFactory,
    TeamEnterpriseFactory,
    VisitFactory,
)
from tests.reports.district import NOW

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def district(db):
    return OrganizationFactory(name="临江区", kind=Organization.Kind.DISTRICT)


@pytest.fixture
def bureau(district):
    return OrganizationFactory(parent=district)


def cases(number, bureau, **facts):
    """So many cases of the bureau, each due an hour after the one before."""
    shared = {"oversight_unit": bureau, "lead_unit": bureau, "dispatched_at": NOW - 48 * HOUR}
    made = [
        CaseFactory(**{**shared, "due_at": NOW + n * HOUR, **facts}) for n in range(1, number + 1)
    ]
    for case in made:
        if case.lead_unit:
            Responsibility.objects.create(
                case=case, organization=bureau, role="lead", since_at=case.registered_at
            )
    return made


def groups(client, name="waiting") -> dict:
    answer = client.get(reverse("reports:home"))
    assert answer.status_code == 200
    return {group.key: group for group in answer.context[name]}


WAITING = [
    (Role.UNIT_HEAD, State.DISPATCHED, "accept"),
    (Role.UNIT_HEAD, State.ACCEPTED, "assign"),
    (Role.UNIT_HEAD, State.SUBMITTED, "approve"),
    (Role.VISIT_OFFICE, State.REGISTERED, "triage"),
    (Role.VISIT_OFFICE, State.TRIAGED, "dispatch"),
    (Role.VISIT_OFFICE, State.RETURNED, "decide_return"),
    (Role.VISIT_OFFICE, State.REPLIED, "verify"),
    (Role.VISIT_OFFICE, State.VERIFIED, "close"),
]


@pytest.mark.parametrize(("role", "state", "key"), WAITING)
def test_what_waits_shows_its_number_and_the_three_most_urgent(
    role, state, key, district, bureau, person_with, signed_in
):
    made = cases(5, bureau, state=state)
    unit = bureau if role == Role.UNIT_HEAD else district
    group = groups(signed_in(person_with(role, unit)))[key]
    assert group.count.number == 5
    assert group.rows == made[:3]


def test_a_handler_sees_what_is_in_their_own_hands(bureau, person_with, signed_in):
    mine, theirs = (person_with(Role.HANDLER, bureau) for _n in range(2))
    case = cases(1, bureau, state=State.HANDLING, handler=mine)[0]
    assert groups(signed_in(mine))["handle"].rows == [case]
    assert groups(signed_in(theirs)) == {}


@pytest.mark.parametrize(
    ("due_at", "key"),
    [
        (NOW - HOUR / 60, "late"),
        (NOW, "due_soon"),
        (NOW.replace(day=23, hour=17, minute=30), "due_soon"),
        (NOW.replace(day=23, hour=17, minute=31), None),
    ],
    ids=["late", "now", "at the close of the third working day", "after it"],
)
def test_dates_are_late_or_due_within_three_working_days(
    due_at, key, bureau, person_with, signed_in
):
    cases(1, bureau, state=State.HANDLING, due_at=due_at)
    found = groups(signed_in(person_with(Role.UNIT_HEAD, bureau)), "due")
    assert list(found) == [key] * bool(key)


@pytest.mark.parametrize("key", ["accept", "late", "due_soon"])
def test_the_link_of_a_group_opens_just_as_many_cases(key, bureau, person_with, signed_in):
    cases(4, bureau, state=State.DISPATCHED)
    cases(4, bureau, state=State.DISPATCHED, due_at=NOW - HOUR)
    client = signed_in(person_with(Role.UNIT_HEAD, bureau))
    group = {**groups(client), **groups(client, "due")}[key]
    listed = client.get(group.url).context["page"].rows
    assert len(listed) == group.count.number


def test_nobody_is_told_of_another_units_work(bureau, person_with, signed_in):
    cases(1, bureau, state=State.DISPATCHED, due_at=NOW - HOUR)
    client = signed_in(person_with(Role.UNIT_HEAD))
    assert (groups(client), groups(client, "due")) == ({}, {})


def test_a_leader_sees_this_months_rates_and_a_handler_none(
    district, bureau, person_with, signed_in
):
    cases(3, bureau, state=State.DISPATCHED)
    home = reverse("reports:home")
    page = signed_in(person_with(Role.VISIT_OFFICE, district)).get(home)
    frame, figures = page.context["month"]
    assert str(frame.period.since_on) == "2026-03-01"
    assert [figure.denominator for figure in figures] == [0, 3, 0]
    said = unescape(page.content.decode())
    for figure in figures:
        assert str(figure.rate.counts) in said
    assert said.count("version 2") == len(figures)
    assert signed_in(person_with(Role.HANDLER, bureau)).get(home).context["month"] is None


def test_a_visitor_sees_which_enterprises_of_the_team_nobody_visited(
    district, person_with, signed_in
):
    fresh, visited = EnterpriseFactory(), EnterpriseFactory()
    visitor = person_with(Role.VISITING_OFFICIAL, district)
    served = TeamEnterpriseFactory(enterprise=fresh)
    TeamEnterpriseFactory(enterprise=visited, team=served.team)
    served.team.department_head = visitor
    served.team.save()
    VisitFactory(enterprise=visited, visited_at=NOW - 24 * HOUR)
    answer = signed_in(visitor).get(reverse("reports:home"))
    assert answer.context["unvisited"].rows == [fresh]
    assert f"{reverse('visits:log')}?enterprise={fresh.pk}" in answer.content.decode()


def test_nothing_to_do_says_so_and_offers_the_next_step(district, person_with, signed_in):
    page = signed_in(person_with(Role.VISITING_OFFICIAL, district), "zh-hans").get("/")
    assert "没有等您办理的事项" in page.content.decode()
    assert reverse("visits:log") in page.content.decode()


@pytest.mark.parametrize(
    ("role", "statements"),
    [(Role.VISIT_OFFICE, 48), (Role.UNIT_HEAD, 49), (Role.HANDLER, 21)],
)
@pytest.mark.parametrize("number", [4, 30])
def test_the_statements_do_not_grow_with_the_work(
    number, role, statements, district, bureau, person_with, signed_in, django_assert_num_queries
):
    user = person_with(role, district if role == Role.VISIT_OFFICE else bureau)
    for _role, state, _key in WAITING:
        cases(number, bureau, state=state)
    cases(number, bureau, state=State.HANDLING, handler=user, due_at=NOW - HOUR)
    client = signed_in(user)
    client.get("/")
    with django_assert_num_queries(statements):
        client.get("/")
