"""What independent second visits found: counted, with its interval, and held against the closing."""

import pytest
import time_machine
from django.urls import reverse

from core.models import TrailEntry
from issues.models import Case
from issues.workflow import State
from organizations.models import Organization
from organizations.peers import groups_of_units
from organizations.roles import Role
from reports.periods import Period
from reports.rates import CLOSURE, SMALL, Figure
from reports.selectors.figures import Counts
from reports.selectors.frames import Frame
from reports.verified import HIGH_CLOSURE, LOW_VERIFIED, VERIFIED, VerifiedFigure, wilson
from tests.factories import CaseFactory, DrawnCaseFactory, OrganizationFactory
from tests.handed import faults_of, heads_of, sheets_of
from tests.reports.district import DAY, NOW, drawn_at_random, random_district
from tests.reports.test_rates import START, Everybody
from visits.models import DrawnCase

pytestmark = pytest.mark.each_database

SPAN = Period((NOW - 90 * DAY).date(), NOW.date())
YEAR = {"from": "2025-09-01", "to": "2026-03-31"}


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def figure(found, among, drawn=None):
    return VerifiedFigure(VERIFIED, found, among, among if drawn is None else drawn)


# Checked against R: binom::binom.wilson, rounded to one decimal.
@pytest.mark.parametrize(
    ("found", "among", "low", "high"),
    [
        (0, 10, 0.0, 27.8),
        (10, 10, 72.2, 100.0),
        (8, 10, 49.0, 94.3),
        (1, 1, 20.7, 100.0),
        (50, 100, 40.4, 59.6),
        (81, 263, 25.5, 36.6),
    ],
)
def test_the_interval_is_wilsons(found, among, low, high):
    assert [round(bound, 1) for bound in wilson(found, among)] == [low, high]


def test_of_nothing_there_is_no_interval():
    assert (wilson(0, 0), figure(0, 0, 5).percent, figure(0, 0, 5).unanswered) == (None, None, 5)


@pytest.mark.parametrize(
    ("closure", "verified", "is_warned", "may_be_chance"),
    [
        ((HIGH_CLOSURE, 100), (LOW_VERIFIED - 1, 100), True, True),
        ((HIGH_CLOSURE, 100), (LOW_VERIFIED - 20, 100), True, False),
        ((HIGH_CLOSURE, 100), (LOW_VERIFIED, 100), False, True),
        ((HIGH_CLOSURE - 1, 100), (10, 100), False, False),
        ((0, 0), (10, 100), False, False),
        ((100, 100), (0, 0), False, False),
        ((100, 100), (1, 2), True, True),
    ],
)
def test_a_high_closure_rate_beside_a_low_verified_rate_is_a_warning(
    closure, verified, is_warned, may_be_chance
):
    found = figure(*verified)
    assert found.contradicts(Figure(CLOSURE, *closure)) == is_warned
    assert found.may_be_chance == may_be_chance


def counted(result, *, round_=1, **facts):
    case = CaseFactory(
        **{"dispatched_at": START, "lead_unit": OrganizationFactory(), "state": State.CLOSED}
        | {"closed_at": NOW, "outcome": "solved"}
        | facts
    )
    row = DrawnCaseFactory(case=case, round=round_)
    DrawnCase.objects.filter(pk=row.pk).update(**answer(row, result))
    found = Counts(Frame(Everybody(), SPAN, NOW)).verified()
    return found.numerator, found.denominator, found.drawn


def answer(row, result):
    if not result:
        return {}
    made = {"result": result, "answered_at": NOW}
    if result != "unreached":
        made["verification"] = row.case.verifications.create(
            round=row.round,
            method="visit",
            after_closing=True,
            is_solved=result == "solved",
            verifier=row.visitor,
            recorded_at=NOW,
        )
    return made


@pytest.mark.parametrize(
    ("result", "facts", "expected"),
    [
        ("solved", {}, (1, 1, 1)),
        ("not_solved", {}, (0, 1, 1)),
        ("not_solved", {"state": State.HANDLING, "round": 2, "closed_at": None}, (0, 1, 1)),
        ("unreached", {}, (0, 0, 1)),
        ("", {}, (0, 0, 1)),
        ("solved", {"state": State.WITHDRAWN}, (0, 0, 0)),
        ("solved", {"dispatched_at": NOW - 120 * DAY}, (0, 0, 0)),
    ],
)
def test_what_the_verified_rate_counts(db, result, facts, expected):
    assert counted(result, **facts) == expected


def recount(cases, span, key):
    """The definition once more, closing by closing, without a word of SQL."""
    found = {}
    for row in DrawnCase.objects.select_related("case").all():
        case = cases[row.case_id]
        if case.state in ("withdrawn", "merged") or case.dispatched_at is None:
            continue
        if not span.since_at <= case.dispatched_at < span.before_at:
            continue
        solved, answered, drawn = found.get(key(row), (0, 0, 0))
        is_answered = row.result in ("solved", "not_solved")
        found[key(row)] = (solved + (row.result == "solved"), answered + is_answered, drawn + 1)
    return found


@pytest.mark.parametrize("seed", range(3))
def test_the_verified_rates_of_a_random_district_agree_with_a_recount(db, seed):
    drawn_at_random(seed, random_district(seed, 80))
    cases = Case.objects.in_bulk()
    counts, groups = Counts(Frame(Everybody(), SPAN, NOW)), groups_of_units()
    whole = counts.verified()
    assert (whole.numerator, whole.denominator, whole.drawn) == recount(
        cases, SPAN, lambda row: None
    )[None]
    towns = counts.by_territory(groups)
    assert lines([towns], "town") == recount(cases, SPAN, lambda row: row.case.town_id or 0)
    units = counts.by_unit(groups).values()
    assert lines(units, "unit") == recount(cases, SPAN, lambda row: groups.top_of(row.lead_unit_id))


def lines(breakdowns, name):
    rows = [row for one in breakdowns for row in (*one.rows, *one.apart) if row.verified.drawn]
    return {
        row.where[name]: (row.verified.numerator, row.verified.denominator, row.verified.drawn)
        for row in rows
    }


@pytest.fixture
def place(db, person_with):
    """A bureau that closed ten cases, five of which were not solved, and one nobody looked at."""
    district = OrganizationFactory(name="临江区", kind=Organization.Kind.DISTRICT)
    bureau = OrganizationFactory(name="人力资源和社会保障局", parent=district)
    facts = {"state": State.CLOSED, "closed_at": NOW, "outcome": "solved", "lead_unit": bureau}
    for number in range(SMALL + 1):
        case = CaseFactory(dispatched_at=START, oversight_unit=district, **facts)
        case.responsibilities.create(organization=bureau, role="lead", since_at=START)
        row = DrawnCaseFactory(case=case)
        result = "" if number == SMALL else "solved" if number % 2 else "not_solved"
        DrawnCase.objects.filter(pk=row.pk).update(**answer(row, result))
    return {
        "office": person_with(Role.VISIT_OFFICE, district),
        "head": person_with(Role.UNIT_HEAD, bureau),
    }


def test_the_page_says_the_interval_and_that_the_closing_is_not_borne_out(place, signed_in):
    page = signed_in(place["office"], "zh-hans").get(reverse("reports:figures"), YEAR)
    text = page.content.decode()
    for words in ("23.7%–76.3%", "Wilson", "核实率偏低", "其中 1 件尚无结果", "85%", "80%"):
        assert words in text, words
    assert page.context["board"].contradicted == ["人力资源和社会保障局"]


def test_the_unit_concerned_does_not_see_which_of_its_cases_still_wait(place, signed_in):
    head, address = signed_in(place["head"]), reverse("reports:figure_drawn")
    assert head.get(address, {"part": "denominator", **YEAR}).context["count"] == SMALL
    assert head.get(address, {"part": "drawn", **YEAR}).status_code == 403
    assert "part=drawn" not in head.get(reverse("reports:figures"), YEAR).content.decode()
    office = signed_in(place["office"])
    assert office.get(address, {"part": "drawn", **YEAR}).context["count"] == SMALL + 1


@pytest.mark.parametrize(
    "asked",
    [{}, {"part": "nonsense"}, {"part": "drawn", "unit": "x"}, {"part": "drawn", "town": -1}],
)
def test_a_list_of_no_figure_is_not_found(asked, place, signed_in):
    answered = signed_in(place["office"]).get(reverse("reports:figure_drawn"), asked)
    assert answered.status_code == 404


@pytest.mark.parametrize(("who", "listed"), [("office", SMALL + 1), ("head", SMALL)])
def test_the_workbook_says_what_the_page_says(who, listed, place, signed_in):
    answered = signed_in(place[who], "zh-hans").get(reverse("reports:figures_export"), YEAR)
    content = answered.getvalue()
    assert faults_of(content) == []
    rates, drawn, definitions = sheets_of(content).values()
    whole = dict(zip(heads_of(content)["各项率"], rates[0], strict=True))
    assert (whole["核实率"], whole["随机抽取"]) == (0.5, SMALL + 1)
    assert round(whole["95%置信区间（Wilson）下限"], 3) == 0.237
    assert "核实率偏低" in whole["备注"]
    assert len(drawn) == listed
    assert [row[0] for row in definitions][-2] == "核实率"
    assert TrailEntry.objects.get(action="figures_export").changes["rows"]["办结核实"] == listed


@pytest.mark.parametrize("number", [1, 12])
def test_the_list_takes_the_same_statements_however_many(
    number, place, signed_in, django_assert_num_queries
):
    office = signed_in(place["office"])
    rows = DrawnCase.objects.filter(result="solved").values("pk")[:number]
    DrawnCase.objects.exclude(pk__in=list(rows.values_list("pk", flat=True))).delete()
    address = reverse("reports:figure_drawn")
    office.get(address, {"part": "drawn", **YEAR})
    with django_assert_num_queries(10):
        office.get(address, {"part": "drawn", **YEAR})
