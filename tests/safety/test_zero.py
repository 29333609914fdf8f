"""Dynamic zero: each figure is the length of the list that it opens, within what one may see."""

from datetime import timedelta
from itertools import pairwise
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from issues.models import Case
from safety.filters import HazardFilter
from safety.models import Hazard
from safety.selectors import zero
from safety.views.zero import Figure
from safety.workflow import Grade, HazardState
from tests.factories import CaseFactory

pytestmark = pytest.mark.each_database

S = HazardState


@pytest.fixture
def scattered(district):
    """Hazards of several ages, fields, stages and towns; one is closed, one came back."""
    now = timezone.now()
    make = SimpleNamespace(count=0)

    def hazard(state, days, *, field="fire", lead=None, **facts):
        make.count += 1
        case = CaseFactory(
            number=f"YH2020{make.count:06}", kind="hazard", state=state,
            oversight_unit=district.authority, lead_unit=lead,
            registered_at=now - timedelta(days=days), **facts,
        )  # fmt: skip
        Hazard.objects.create(case=case, field=field)
        return case

    first = hazard(S.FOUND, 0, town=district.town)
    hazard(S.RECTIFYING, 7, lead=district.bureau, town=district.town, grade=Grade.MAJOR)
    hazard(S.RECTIFYING, 8, lead=district.bureau, due_at=now - timedelta(days=1))
    hazard(S.ACCEPTING, 30, lead=district.bureau, field="dust", due_at=now + timedelta(days=1))
    hazard(S.FILED, 31, field="dust", relapse_of=first)
    hazard(S.ASSESSED, 91, field="gas", grade=Grade.MAJOR)
    hazard(S.WRITTEN_OFF, 20, lead=district.bureau, closed_at=now - timedelta(days=2))
    return district


def figures_of(context):
    """Every figure that the page shows, wherever it stands."""
    pending = [context[name] for name in ("total", "breakdowns", "holders", "points")]
    while pending:
        one = pending.pop()
        if isinstance(one, Figure):
            yield one
        elif isinstance(one, dict):
            pending += one.values()
        elif isinstance(one, list | tuple):
            pending += one


@pytest.mark.parametrize("person", ["officer", "inspector", "head", "visitor"])
@pytest.mark.parametrize("query", ["", "span=month", "field=dust", "grade=major&due=late"])
def test_every_figure_is_the_length_of_the_list_it_opens(scattered, signed_in, person, query):
    user = getattr(scattered, person)
    context = signed_in(user).get(f"{reverse('safety:zero')}?{query}").context
    opened = [figure for figure in figures_of(context) if figure.url]
    for figure in opened:
        listed = HazardFilter(figure.url.partition("?")[2], user=user)
        assert listed.form.is_valid(), figure
        assert listed.qs.count() == figure.number, figure
    assert bool(opened) == (person in ("officer", "inspector") and query != "grade=major&due=late")


def test_what_is_open_is_counted_in_each_way(scattered):
    now = timezone.now()
    cases = Case.objects.filter(kind="hazard")
    assert zero.open_counts(cases, now)[2:] == (6, 2, 1)
    told = {
        "field": [(line.label, *line[2:]) for line in zero.open_by_field(cases, now)],
        "town": [(line.label, line.open) for line in zero.open_by_town(cases, now)],
        "unit": [(line.label, line.open) for line in zero.open_by_unit(cases, now)],
        "age": [(line.where["age"], line.open) for line in zero.open_by_age(cases, now)],
    }
    assert told == {
        "field": [("fire safety", 3, 1, 1), ("explosive dust", 2, 0, 0), ("gas", 1, 1, 0)],
        "town": [("no town", 4), (str(scattered.town), 2)],
        "unit": [("none named yet", 3), (str(scattered.bureau), 3)],
        "age": [("7", 2), ("15", 1), ("30", 1), ("90", 1), ("more", 1)],
    }


def test_who_has_the_ball_stands_between_a_hazard_and_zero(scattered):
    told = [
        (one.unit, {state: number for state, number in one.stages if number})
        for one in zero.holders(Case.objects.filter(kind="hazard"))
    ]
    assert told == [
        (
            str(scattered.authority),
            {S.FOUND: 1, S.FILED: 1, S.ASSESSED: 1, S.ACCEPTING: 1},
        ),
        (str(scattered.bureau), {S.RECTIFYING: 2}),
    ]


@pytest.mark.parametrize("span", zero.Span)
def test_the_trend_counts_each_hazard_in_its_week_or_month(scattered, span):
    today = timezone.localdate()
    points = zero.trend(Case.objects.filter(kind="hazard"), span, today)
    assert len(points) == zero.SPANS
    assert points[-1].first <= today <= points[-1].last
    assert all(one.last + timedelta(days=1) == other.first for one, other in pairwise(points))
    sums = [sum(getattr(one, name) for one in points) for name in ("found", "written_off")]
    within = 6 if span == zero.Span.WEEK and points[0].first > today - timedelta(days=91) else 7
    assert sums == [within, 1]
    assert sum(one.relapsed for one in points) == 1


@pytest.mark.parametrize("number", [1, 8])
def test_the_page_takes_as_many_queries_for_many_as_for_few(
    hazard_in, district, signed_in, django_assert_num_queries, number
):
    for _one in range(number):
        hazard_in(S.FOUND)
    client = signed_in(district.inspector)
    client.get(reverse("safety:zero"))
    with django_assert_num_queries(24):
        client.get(reverse("safety:zero"))
