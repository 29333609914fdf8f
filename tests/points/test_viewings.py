"""Viewings of projects: prepared, scored by judges, closed once, and booked in points."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from core.errors import NotNow, NotSo, NotYou
from notices.models import Notice
from organizations.models import Organization
from organizations.roles import Role
from points.forms.viewings import ViewingForm
from points.models import Entry, Score, Viewing
from points.selectors.viewings import result_of
from points.services import viewings as services
from points.services.booking import entries_book
from points.workflow import VIEWING_WORKFLOW, Cause, ViewingState
from tests.factories import OrganizationFactory, UserFactory

POSSIBLE = {
    "prepared": {"change", "open"},
    "open": {"score", "close"},
    "closed": set(),
}


@pytest.mark.parametrize("state", ViewingState.values)
def test_a_move_is_possible_in_the_states_of_the_table_only(state):
    moves = VIEWING_WORKFLOW.moves_open(Viewing(state=state))
    assert {move.name for move in moves} == POSSIBLE[state]


@pytest.mark.parametrize(
    ("totals", "of_100", "counted", "dropped"),
    [
        ((80,), "80.00", 1, 0),
        ((80, 90, 85), "85.00", 3, 0),
        ((0, 80, 82, 100), "65.50", 4, 0),
        ((0, 80, 82, 84, 100), "82.00", 3, 2),
        ((90, 90, 90, 90, 90), "90.00", 3, 2),
        ((70, 71, 71, 72, 73, 99), "71.75", 4, 2),
    ],
)
def test_from_five_judges_on_the_highest_and_the_lowest_are_dropped(
    totals, of_100, counted, dropped
):
    result = result_of([Decimal(total) for total in totals])
    assert (str(result.of_100), result.counted, result.dropped) == (of_100, counted, dropped)


@pytest.mark.parametrize(
    ("text", "criteria"),
    [
        ("进度 40\n质量：60", [("进度", 40), ("质量", 60)]),
        ("  工程进度,40分 \n\n", [("工程进度", 40)]),
        ("进度", None),
        ("进度 0", None),
    ],
)
def test_a_criterion_is_a_line_with_its_marks(db, text, criteria):
    judges = [UserFactory().pk for _number in range(3)]
    facts = {"title": "观摩", "held_on": "2026-03-02", "judges": judges, "criteria": text}
    with translation.override("zh-hans"):
        form = ViewingForm(facts)
        form.full_clean()
    if criteria is None:
        assert list(form.errors) == ["criteria"]
    else:
        assert not form.errors
        assert list(form.plan.criteria) == criteria


@pytest.fixture
def office(person_with):
    return person_with(Role.VISIT_OFFICE)


@pytest.fixture
def bureau(db):
    return OrganizationFactory(name="经信局", kind=Organization.Kind.DEPARTMENT)


@pytest.fixture
def judges(person_with, bureau):
    """Five; the last is of the unit whose project is viewed."""
    others = [person_with(Role.HANDLER, OrganizationFactory()) for _number in range(4)]
    return [*others, person_with(Role.HANDLER, bureau)]


def plan(judges, **changes):
    facts = {
        "title": "三月项目观摩",
        "held_on": timezone.localdate(),
        "judges": judges,
        "criteria": [("进度", 40), ("质量", 60)],
    }
    return services.Plan(**facts | changes)


@pytest.fixture
def viewing(office, judges, bureau):
    """Open, with one project of the bureau."""
    made = services.viewing_save(actor=office, plan=plan(judges))
    services.project_add(actor=office, viewing=made, unit=bureau, title="智能工厂")
    return services.viewing_open(actor=office, viewing=made)


def score(viewing, judge, *marks):
    by_key = dict(
        zip(viewing.criteria.values_list("pk", flat=True), map(Decimal, marks), strict=True)
    )
    services.project_score(actor=judge, project=viewing.projects.get(), marks=by_key)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"criteria": []}, "criteria"),
        ({"criteria": [("进度", 40), ("进度", 60)]}, "criteria"),
    ],
)
def test_what_cannot_be_a_viewing_is_refused_beside_its_field(office, judges, changes, field):
    with pytest.raises(NotSo) as refusal:
        services.viewing_save(actor=office, plan=plan(judges, **changes))
    assert set(refusal.value.fields) == {field}


def test_two_judges_are_too_few(office, judges):
    with pytest.raises(NotSo) as refusal:
        services.viewing_save(actor=office, plan=plan(judges[:2]))
    assert set(refusal.value.fields) == {"judges"}


def test_it_is_prepared_changed_and_opened_with_a_project_and_the_judges_are_told(
    office, judges, bureau
):
    made = services.viewing_save(actor=office, plan=plan(judges))
    with pytest.raises(NotNow):
        services.viewing_open(actor=office, viewing=made)
    first = services.project_add(actor=office, viewing=made, unit=bureau, title="智能工厂")
    with pytest.raises(NotSo):
        services.project_add(actor=office, viewing=made, unit=bureau, title="智能工厂 ")
    services.project_remove(actor=office, project=first)
    services.project_add(actor=office, viewing=made, unit=bureau, title="新厂房")
    services.viewing_save(actor=office, viewing=made, plan=plan(judges[:3]))
    services.viewing_open(actor=office, viewing=made)
    told = Notice.objects.filter(template="points.to_score")
    assert set(told.values_list("recipient", flat=True)) == {one.pk for one in judges[:3]}
    with pytest.raises(NotNow):
        services.viewing_save(actor=office, viewing=made, plan=plan(judges))


def test_a_judge_scores_within_the_marks_and_may_change_it(viewing, judges):
    for marks in ((41, 0), (0, 61), (-1, 0)):
        with pytest.raises(NotSo):
            score(viewing, judges[0], *marks)
    score(viewing, judges[0], 30, 50)
    score(viewing, judges[0], 20, 50)
    given = Score.objects.values_list("marks", flat=True)
    assert sorted(given) == [20, 50]


def test_whoever_is_no_judge_or_of_the_projects_unit_does_not_score(viewing, judges, office):
    for person in (judges[-1], office):
        with pytest.raises(NotYou):
            score(viewing, person, 30, 50)


def test_it_closes_once_enough_judges_have_scored_and_what_comes_of_it_is_booked(
    viewing, judges, office, bureau
):
    score(viewing, judges[0], 40, 60)
    score(viewing, judges[1], 20, 30)
    with pytest.raises(NotNow):
        services.viewing_close(actor=office, viewing=viewing)
    score(viewing, judges[2], 30, 45)
    services.viewing_close(actor=office, viewing=viewing)
    project = viewing.projects.get()
    assert (str(project.result), project.counted, project.dropped) == ("75.00", 3, 0)
    for _time in range(2):
        entries_book(at=timezone.now() + timezone.timedelta(minutes=1))
    entry = Entry.objects.get(cause=Cause.VIEWING)
    assert (entry.unit, entry.points) == (bureau, Decimal("7.5"))
    with pytest.raises(NotNow):
        score(viewing, judges[3], 30, 45)


def test_a_judge_finds_the_viewing_scores_on_the_page_and_sees_the_result(
    viewing, judges, office, signed_in
):
    browser = signed_in(judges[0])
    assert viewing.title in browser.get(reverse("points:viewing_list")).content.decode()
    project = viewing.projects.get()
    address = reverse("points:project_score", args=[viewing.pk, project.pk])
    assert address in browser.get(viewing.get_absolute_url()).content.decode()
    first, second = viewing.criteria.values_list("pk", flat=True)
    refused = browser.post(address, {f"marks_{first}": "99", f"marks_{second}": "1"})
    assert list(refused.context["form"].errors) == [f"marks_{first}"]
    sent = {f"marks_{first}": "36.5", f"marks_{second}": "50"}
    assert browser.post(address, sent).url == viewing.get_absolute_url()
    for judge in judges[1:3]:
        score(viewing, judge, 36, 50)
    services.viewing_close(actor=office, viewing=viewing)
    assert "86.17" in browser.get(viewing.get_absolute_url()).content.decode()


@pytest.mark.parametrize("number", [2, 20])
def test_the_list_asks_as_often_for_many_rows_as_for_few(
    office, judges, signed_in, django_assert_num_queries, number
):
    for _row in range(number):
        services.viewing_save(actor=office, plan=plan(judges))
    browser = signed_in(office)
    with django_assert_num_queries(10):
        browser.get(reverse("points:viewing_list"))
