"""The four lists: who sees what, what a filter finds, and what a page costs."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from issues.filters import list_cases, list_deadlines, list_issues, list_responsibilities
from issues.models import Case
from issues.selectors.work import due_soon, late, waiting_for
from issues.services.cases import case_register
from issues.services.dispatch import case_dispatch, case_triage
from issues.services.handling import case_accept, case_assign
from issues.workflow import Tier
from tests.factories import EnterpriseFactory

pytestmark = pytest.mark.each_database

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
LISTS = ["case_list", "issue_list", "demand_list", "responsibility_list", "deadline_list"]


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def register(district):
    def make(title="招工难", kind="issue", *, to=None, enterprise=None):
        case = case_register(
            actor=district.officer,
            kind=kind,
            enterprise=enterprise or district.firm,
            title=title,
        )
        if to:
            case_triage(actor=district.officer, case=case, tier=Tier.TIME_LIMITED)
            case_dispatch(actor=district.officer, case=case, lead=to)
        return case

    return make


def titles(cases):
    return sorted(case.title for case in cases)


def numbers(client, name, query=""):
    page = client.get(reverse(f"issues:{name}") + query).context["page"]
    return [getattr(row, "number", None) or row.case.number for row in page.rows]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    ("person", "sees"), [("officer", True), ("head", True), ("visitor", False)]
)
def test_a_list_shows_only_what_the_person_may_see(
    district, register, signed_in, name, person, sees
):
    kind = "demand" if name == "demand_list" else "issue"
    case = register(to=district.bureau, kind=kind)
    found = numbers(signed_in(getattr(district, person)), name)
    assert set(found) == ({case.number} if sees else set())


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("招工", ["招工难"]),
        ("道路", ["厂门口道路破损"]),
        ("路口", []),
        ("道路 破损", ["厂门口道路破损"]),
        ("精密", ["厂门口道路破损", "招工难"]),
        ("wt2026", ["厂门口道路破损", "招工难"]),
        ("WT2026000001", ["招工难"]),
        ("招", ["招工难"]),
        ("税费", []),
        ("%", []),
    ],
)
def test_two_characters_find_number_title_and_enterprise(district, register, words, expected):
    register("招工难")
    register("厂门口道路破损")
    assert titles(list_issues(user=district.officer, params={"q": words})) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["已派", "新来"]),
        ({"state": "dispatched"}, ["已派"]),
        ({"kind": "demand"}, ["新来"]),
        ({"tier": "time_limited"}, ["已派"]),
        ({"light": "due_soon"}, ["已派", "新来"]),
        ({"light": "late"}, []),
        ({"due": "soon"}, ["已派", "新来"]),
        ({"due": "today"}, []),
        ({"todo": "triage"}, ["新来"]),
        ({"registered_after": "2026-03-02", "registered_before": "2026-03-02"}, ["已派", "新来"]),
        ({"registered_before": "2026-03-01"}, []),
        ({"dispatched_after": "2026-03-02"}, ["已派"]),
        (
            {"state": "no such state", "due": "never", "registered_after": "31.13."},
            ["已派", "新来"],
        ),
    ],
)
def test_each_filter_narrows_the_list(district, register, query, expected):
    register("已派", to=district.bureau)
    register("新来", kind="demand")
    assert titles(list_cases(user=district.officer, params=query)) == expected


def test_units_towns_and_enterprises_filter_by_their_keys(district, register):
    other = EnterpriseFactory(name="东海纺织有限公司")
    register("已派", to=district.bureau)
    register("别家", enterprise=other)
    asked = [
        ({"lead_unit": district.bureau.pk}, ["已派"]),
        ({"town": district.town.pk}, ["已派"]),
        ({"enterprise": other.pk}, ["别家"]),
    ]
    for query, expected in asked:
        assert titles(list_cases(user=district.officer, params=query)) == expected


def test_responsibilities_and_deadlines_follow_the_case(district, register):
    register("已派", to=district.bureau)
    parts = list_responsibilities(user=district.officer, params={"unit": district.bureau.pk})
    assert [(row.role, row.case.title) for row in parts] == [("lead", "已派")]
    due = list_deadlines(user=district.officer, params={})
    assert [row.stage for row in due] == ["accept", "first_contact", "resolve"]
    met = list_deadlines(user=district.officer, params={"status": "in_time"})
    assert [row.stage for row in met] == ["dispatch"]


def test_counts_stand_above_the_list_and_follow_the_other_filters(district, register, signed_in):
    register("已派", to=district.bureau)
    register("新来", kind="demand")
    page = signed_in(district.officer).get(reverse("issues:case_list") + "?state=registered")
    counts = {one["value"]: one["count"].number for one in page.context["counts"]}
    assert counts == {"": 2, "registered": 1, "dispatched": 1}
    assert page.context["count"].number == 1


def test_pages_follow_each_other_by_key_and_keep_the_filter(district, register, signed_in):
    for n in range(60):
        register(f"问题{n:02}")
    client = signed_in(district.officer)
    for query in ("?sort=due&q=问题", "?q=问题"):
        first = client.get(reverse("issues:issue_list") + query)
        after = first.context["page"].after
        assert "after=" in first.content.decode()
        second = numbers(client, "issue_list", f"{query}&after={after}")
        seen = [row.number for row in first.context["page"].rows]
        assert len({*seen, *second}) == 60


@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("case_list", 18),
        ("issue_list", 18),
        ("demand_list", 18),
        ("responsibility_list", 17),
        ("deadline_list", 16),
    ],
)
@pytest.mark.parametrize("rows", [2, 30])
def test_a_list_costs_the_same_for_few_and_many_rows(
    district, register, signed_in, name, queries, rows, django_assert_num_queries
):
    kind = "demand" if name == "demand_list" else "issue"
    for _n in range(rows):
        register(kind=kind, to=district.bureau)
    client = signed_in(district.head)
    client.get(reverse(f"issues:{name}"))
    with django_assert_num_queries(queries):
        assert client.get(reverse(f"issues:{name}")).status_code == 200


def waiting(user):
    return {group.key: titles(group.queryset) for group in waiting_for(user=user) if group.queryset}


def test_work_waits_for_whoever_may_make_the_next_move(district, register):
    register("新来")
    register("已派", to=district.bureau)
    handled = register("在办", to=district.bureau)
    case_accept(actor=district.head, case=handled)
    case_assign(actor=district.head, case=handled, handler=district.handler)
    assert waiting(district.officer) == {"triage": ["新来"]}
    assert waiting(district.head) == {"accept": ["已派"]}
    assert waiting(district.handler) == {"handle": ["在办"]}
    assert waiting(district.town_head) == {}


def test_each_group_opens_the_list_of_exactly_its_cases(district, register, signed_in):
    register("已派", to=district.bureau)
    group = next(group for group in waiting_for(user=district.head) if group.key == "accept")
    page = signed_in(district.head).get(group.url)
    assert [row.pk for row in page.context["page"].rows] == [case.pk for case in group.queryset]


def test_late_and_soon_count_open_cases_one_sees(district, register):
    register("已派", to=district.bureau)
    assert titles(due_soon(user=district.head)) == ["已派"]
    with time_machine.travel(MONDAY + timedelta(days=3), tick=False):
        assert titles(late(user=district.head)) == ["已派"]
        assert titles(late(user=district.visitor)) == []
    assert Case.objects.count() == 1
