"""Every figure opens the very list of cases it counts, for whoever looks at it."""

import re
from html import unescape

import pytest
import time_machine
from django.urls import reverse

from issues.models import CampaignMark, Case, Responsibility
from organizations.models import Organization, Position
from organizations.roles import GRANTS, Role
from reports.rates import COUNTED
from reports.selectors.frames import PERMISSION
from tests.factories import MembershipFactory, PositionFactory
from tests.reports.district import NOW, drawn_at_random, random_district, returned

LINK = re.compile(r'href="(/figures/(?:cases|drawn)/\?[^"]+)"[^>]*>(\d+)<')
YEAR = {"from": "2025-09-01", "to": "2026-03-31"}
ROLES = [Role.VISIT_OFFICE, Role.UNIT_HEAD, Role.DISTRICT_LEADER]


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cases(db):
    made = random_district(11, 90)
    for case in made:
        for role, unit in (("lead", case.lead_unit), ("territory", case.town)):
            if unit:
                Responsibility.objects.create(
                    case=case, organization=unit, role=role, since_at=case.registered_at
                )
    for case in made[:4]:
        returned(case)
    drawn_at_random(11, made)
    return made


@pytest.fixture
def viewer(cases, person_with):
    """Return a maker of viewers: the head and the leader answer for the first department."""
    district = Organization.objects.get(kind=Organization.Kind.DISTRICT)
    bureau = Organization.objects.filter(kind=Organization.Kind.DEPARTMENT, parent=district)[0]

    def make(role):
        user = person_with(role, bureau if role == Role.UNIT_HEAD else district)
        if role == Role.DISTRICT_LEADER:
            bureau.leader = PositionFactory(kind=Position.Kind.LEADER, holder=user)
            bureau.save()
        return user

    return make


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_every_figure_opens_exactly_the_cases_it_counts(role, viewer, signed_in):
    client = signed_in(viewer(role))
    page = client.get(reverse("reports:figures"), YEAR).content.decode()
    links = {(unescape(url), int(number)) for url, number in LINK.findall(page)}
    assert len(links) > 20
    assert sum("/drawn/" in url for url, _number in links) > 10
    for url, number in links:
        answer = client.get(url)
        assert answer.context["count"] == number, url


@pytest.mark.parametrize("role", ROLES)
def test_figures_count_only_what_the_viewer_may_see(role, viewer, signed_in):
    user = viewer(role)
    answer = signed_in(user).get(reverse("reports:figures"), YEAR)
    dispatched = answer.context["board"].main[1].denominator
    visible = Case.objects.visible_to(user).filter(COUNTED)
    assert dispatched == visible.count()
    assert (dispatched == Case.objects.filter(COUNTED).count()) == (role == Role.VISIT_OFFICE)


@pytest.mark.parametrize("role", [role for role in Role if PERMISSION in GRANTS[role]])
def test_figures_reach_no_further_than_the_cases(role):
    assert set(GRANTS[role][PERMISSION]) <= set(GRANTS[role]["issues.case_view"])


def test_the_lines_of_a_breakdown_add_up_to_the_whole(viewer, signed_in):
    answer = signed_in(viewer(Role.VISIT_OFFICE)).get(reverse("reports:figures"), YEAR)
    board = answer.context["board"]
    whole = [(figure.numerator, figure.denominator) for figure in board.main]
    by_unit = [one.breakdown for one in board.sections if one.key != "territory"]
    by_town = [one.breakdown for one in board.sections if one.key == "territory"]
    for breakdowns in (by_unit, by_town, [board.months]):
        rows = [row for one in breakdowns for row in (*one.rows, *one.apart)]
        assert [
            tuple(sum(getattr(row.figures[n], part) for row in rows) for part in PARTS)
            for n in range(3)
        ] == whole
        assert [sum(getattr(row.verified, part) for row in rows) for part in (*PARTS, "drawn")] == [
            getattr(board.verified, part) for part in (*PARTS, "drawn")
        ]


PARTS = ("numerator", "denominator")


def test_a_brigade_counts_with_its_bureau(viewer, signed_in):
    answer = signed_in(viewer(Role.VISIT_OFFICE)).get(reverse("reports:figures"), YEAR)
    kinds = Organization.objects.filter(kind=Organization.Kind.BRANCH)
    assert Case.objects.filter(lead_unit__in=kinds).exists()
    names = [row.name for one in answer.context["board"].sections for row in one.breakdown.rows]
    assert not {str(unit) for unit in kinds} & set(names)


def test_the_figures_of_a_campaign_count_its_cases_only(cases, viewer, signed_in):
    mark = CampaignMark.objects.create(name="企业服务月")
    mine = [case.pk for case in cases if case.dispatched_at][:30]
    Case.objects.filter(pk__in=mine).update(campaign=mark)
    client = signed_in(viewer(Role.VISIT_OFFICE))
    page = client.get(reverse("reports:figures"), {**YEAR, "campaign": mark.pk})
    links = [(unescape(address), int(number)) for address, number in LINK.findall(page.text)]
    behind = [client.get(address) for address, _number in links if "/cases/" in address]
    assert {row.campaign_id for one in behind for row in one.context["page"].rows} == {mark.pk}
    assert [one.context["count"] for one in behind] == [
        number for address, number in links if "/cases/" in address
    ]
    assert "企业服务月" in behind[0].text


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"rate": "closure"},
        {"rate": "nonsense", "part": "numerator"},
        {"rate": "closure", "part": "numerator", "unit": "x"},
        {"rate": "closure", "part": "numerator", "unit": str(2**70)},
        {"which": "nonsense"},
        {"rate": "closure", "part": "numerator", "from": "2026-02-30"},
    ],
    ids=str,
)
def test_a_list_behind_no_figure_is_not_found(asked, viewer, signed_in):
    client = signed_in(viewer(Role.VISIT_OFFICE))
    assert client.get(reverse("reports:figure_cases"), asked).status_code == 404


def test_dates_in_the_wrong_order_are_explained(viewer, signed_in):
    client = signed_in(viewer(Role.VISIT_OFFICE), "zh-hans")
    answer = client.get(reverse("reports:figures"), {"from": "2026-03-02", "to": "2026-03-01"})
    assert "请对调" in answer.content.decode()


@pytest.mark.parametrize("more", [0, 60])
def test_the_page_takes_the_same_statements_however_many_cases(
    more, viewer, signed_in, django_assert_num_queries
):
    client = signed_in(viewer(Role.VISIT_OFFICE))
    random_district(12, more, root=Organization.objects.get(kind=Organization.Kind.DISTRICT))
    client.get(reverse("reports:figures"), YEAR)
    with django_assert_num_queries(19):
        client.get(reverse("reports:figures"), YEAR)


def test_a_person_without_the_permission_is_refused(cases, signed_in):
    client = signed_in(MembershipFactory(role=Role.HANDLER).user)
    assert client.get(reverse("reports:figures")).status_code == 403
