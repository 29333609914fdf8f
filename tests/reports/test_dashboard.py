"""The dashboards: each number equals a recount in plain Python and opens the list it counts."""

import re
from datetime import timedelta
from html import unescape
from statistics import quantiles

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from core.access import Scope
from issues.models import Case
from issues.workflow import Kind, Outcome, State
from organizations.models import Organization
from organizations.peers import groups_of_units
from organizations.roles import Role
from reports.periods import Period
from reports.rates import COUNTED, MAIN, ON_TIME
from reports.selectors.figures import Counts, figures_total
from reports.selectors.frames import Frame
from reports.selectors.known_sets import LEVERS, SETS
from reports.selectors.panels.process import ageing_panel, stages_panel, times_of
from reports.selectors.panels.standing import coverage_panel, satisfaction_panel
from reports.selectors.panels.unit import LEVERS_OF_RATES, levers_panel, place_panel
from tests.factories import CaseFactory, MembershipFactory, OrganizationFactory, VisitFactory
from tests.handed import faults_of, sheets_of
from tests.reports.district import NOW, drawn_at_random, random_district
from visits.models import Visit

pytestmark = pytest.mark.each_database

DAY = timedelta(days=1)
SPAN = Period((NOW - 170 * DAY).date(), NOW.date())
LINK = re.compile(r'href="(/figures/(?:cases|drawn|enterprises)/\?[^"]+)"[^>]*>(\d+)<')


class Everybody:
    """Somebody who may see everything."""

    stands_for_ids = frozenset()

    def grants(self, permission):
        return {Scope.ALL: frozenset()}


@pytest.fixture(scope="module")
def district(once):
    with time_machine.travel(NOW, tick=False), once(_made) as made:
        yield made


def _made():
    cases = random_district(21, 80)
    drawn_at_random(21, cases)
    for number in (0, 3, 5):
        VisitFactory(enterprise=cases[number].enterprise, visited_at=NOW - DAY)
    return Organization.objects.get(kind=Organization.Kind.DISTRICT)


@pytest.fixture
def now(district, db):
    with time_machine.travel(NOW, tick=False):
        yield NOW


@pytest.fixture
def frame(now):
    return Frame(Everybody(), SPAN, NOW)


@pytest.fixture
def department(now):
    """The department that leads the most cases."""
    units = Organization.objects.filter(kind=Organization.Kind.DEPARTMENT)
    return max(units, key=lambda unit: Case.objects.filter(COUNTED, lead_unit=unit).count())


@pytest.fixture
def office(district, now, signed_in):
    return signed_in(MembershipFactory(role=Role.VISIT_OFFICE, organization=district).user)


def values(panel, column=0):
    return [line.cells[column].value for line in panel.lines]


@pytest.mark.parametrize("is_of_a_unit", [False, True])
def test_every_number_opens_exactly_what_it_counts(is_of_a_unit, office, department):
    asked = {**SPAN.address, **({"unit": department.pk} if is_of_a_unit else {})}
    page = office.get(reverse("reports:dashboard"), asked).content.decode()
    links = {(unescape(url), int(number)) for url, number in LINK.findall(page)}
    assert len(links) > (60 if is_of_a_unit else 120)
    for url, number in links:
        assert office.get(url).context["count"] == number, url


def counted_cases():
    return [
        case
        for case in Case.objects.all()
        if case.dispatched_at
        and case.state not in ("withdrawn", "merged")
        and SPAN.since_at <= case.dispatched_at < SPAN.before_at
    ]


def test_the_steps_and_their_times_agree_with_a_recount(frame):
    cases = counted_cases()
    steps = [
        len(cases),
        sum(case.accepted_at is not None for case in cases if case.kind != Kind.HAZARD),
        sum(case.resolved_at is not None for case in cases),
        sum(case.closed_at is not None for case in cases),
    ]
    assert values(stages_panel(frame)) == steps
    times = times_of(frame)
    for step, since, until in (
        ("accepted", "dispatched_at", "accepted_at"),
        ("replied", "dispatched_at", "resolved_at"),
        ("closed", "resolved_at", "closed_at"),
    ):
        took = [
            (getattr(case, until) - getattr(case, since)).total_seconds()
            for case in cases
            if getattr(case, until) and getattr(case, since)
        ]
        tenths = quantiles(took, n=10, method="inclusive")
        found = [time.total_seconds() for time in times[step]]
        assert found == pytest.approx([tenths[4], tenths[8]])


def test_the_bands_of_ages_agree_with_a_recount(frame):
    still = [case for case in Case.objects.all() if case.closed_at is None]
    days = [(NOW.date() - case.registered_at.astimezone(NOW.tzinfo).date()).days for case in still]
    bands = ((0, 3), (4, 10), (11, 30), (31, 90), (91, 10**6))
    panel = ageing_panel(frame)
    assert values(panel) == [sum(low <= day <= high for day in days) for low, high in bands]
    late = [bool(case.due_at and case.due_at < NOW) for case in still]
    assert sum(values(panel, 1)) == sum(late)


def test_the_answers_agree_with_a_recount(frame):
    cases = counted_cases()
    given = [sum(case.satisfaction == level for case in cases) for level in (5, 4, 3, 2, 1)]
    silent = sum(case.closed_at is not None and case.satisfaction is None for case in cases)
    *answers, _rate = satisfaction_panel(frame).lines
    assert [line.cells[0].value for line in answers] == [*given, silent]


def test_the_coverage_says_who_was_visited(frame):
    whole, *towns = coverage_panel(frame).lines
    firms = {case.enterprise_id for case in Case.objects.all()}
    visited = {visit.enterprise_id for visit in _visits()}
    assert [cell.value for cell in whole.cells[:3]] == [
        len(firms),
        len(visited),
        len(firms - visited),
    ]
    assert sum(line.cells[1].value for line in towns) == len(visited)


def _visits():
    return Visit.objects.filter(visited_at__gte=SPAN.since_at)


@pytest.mark.parametrize("lever", LEVERS_OF_RATES, ids=lambda one: f"{one.which}-{one.rate.key}")
def test_a_lever_moves_the_rate_as_far_as_it_says(lever, frame, department):
    of_unit = Frame(frame.user, SPAN, NOW, unit=department)
    before = dict(zip(MAIN, figures_total(of_unit, MAIN), strict=True))
    cases = SETS[lever.which].cases(of_unit)
    keys = list(cases.values_list("pk", flat=True))
    told = lever.moved(before[lever.rate], len(keys))
    for case in Case.objects.filter(pk__in=keys):
        if lever.which == "lever_accept":
            Case.objects.filter(pk=case.pk).update(accepted_at=NOW)
            continue
        done = {"state": State.CLOSED, "closed_at": NOW, "outcome": Outcome.SOLVED}
        Case.objects.filter(pk=case.pk).update(**done, resolved_at=case.resolved_at or NOW)
    after = dict(zip(MAIN, figures_total(of_unit, MAIN), strict=True))
    assert after[lever.rate] == told


def test_the_levers_stand_in_the_order_of_what_they_move(frame, department):
    of_unit = Frame(frame.user, SPAN, NOW, unit=department)
    panel = levers_panel(of_unit, figures_total(of_unit, MAIN))
    gains = [line.cells[-1].value for line in panel.lines]
    assert len(gains) > 2
    assert gains == sorted(gains, reverse=True)
    assert {line.cells[0].asked["which"] for line in panel.lines} <= {one.key for one in LEVERS}


def test_a_unit_sees_its_place_but_not_whose_the_others_are(district, department, now, signed_in):
    head = MembershipFactory(role=Role.UNIT_HEAD, organization=department).user
    mine = place_panel(Frame(head, SPAN, NOW, unit=department))
    anybody = place_panel(Frame(Everybody(), SPAN, NOW, unit=department))
    assert [line.cells[1:] for line in mine.lines] == [line.cells[1:] for line in anybody.lines]
    assert mine.lines[-1].cells[1].endswith("of 5")
    other = Organization.objects.filter(kind="department").exclude(pk=department.pk).first()
    client = signed_in(head)
    assert client.get(reverse("reports:dashboard"), {"unit": department.pk}).status_code == 200
    assert client.get(reverse("reports:dashboard"), {"unit": other.pk}).status_code == 404


def test_units_are_ranked_among_their_like_and_those_with_nothing_due_stand_apart(frame, district):
    idle = OrganizationFactory(parent=district)
    CaseFactory(lead_unit=idle, dispatched_at=NOW, resolve_due_at=NOW + DAY, state=State.DISPATCHED)
    found = Counts(frame).by_unit(groups_of_units())
    for kind in (Organization.Kind.DEPARTMENT, Organization.Kind.TOWN):
        rates = [row.of(ON_TIME).percent for row in found[kind].rows]
        assert rates == sorted(rates, reverse=True)
        units = Organization.objects.filter(pk__in=[row.where["unit"] for row in found[kind].rows])
        assert len(rates) > 1
        assert {unit.kind for unit in units} == {kind}
    assert [row.where["unit"] for row in found["department"].apart] == [idle.pk]


def test_the_workbook_holds_each_panel_with_its_numbers(office, frame):
    answer = office.get(reverse("reports:dashboard_export"), SPAN.address)
    content = answer.getvalue()
    assert faults_of(content) == []
    sheets = sheets_of(content)
    panel = ageing_panel(frame)
    assert [row[1] for row in sheets[panel.title]] == values(panel)
    assert len(sheets) > 8


@pytest.mark.parametrize("more", [0, 40])
def test_the_page_takes_the_same_statements_however_many_cases(
    more, district, office, django_assert_num_queries
):
    random_district(22, more, root=district)
    office.get(reverse("reports:dashboard"), SPAN.address)
    with django_assert_num_queries(STATEMENTS[connection.vendor]):
        office.get(reverse("reports:dashboard"), SPAN.address)


STATEMENTS = {"sqlite": 47, "postgresql": 40}
"""SQLite takes two for each percentile, PostgreSQL one for all."""
