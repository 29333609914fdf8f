"""Random draws for second visits: drawn by a kept seed, never by anybody concerned."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.errors import NotNow, NotSo, NotYou
from core.models import TrailEntry
from issues.models import Case
from issues.services.offers import moves_offered
from issues.services.verification import case_reopen, case_return_visit
from issues.workflow import State
from organizations.models import Organization
from organizations.roles import Role
from tests.factories import CaseFactory, MembershipFactory, OrganizationFactory, UserFactory
from tests.visits.drawing import closed_case
from visits import selectors
from visits.models import Draw, DrawnCase
from visits.services import draw_make, drawn_answer
from visits.services.drawing import Concern, concerns, drawn

pytestmark = pytest.mark.each_database

TODAY = timezone.localdate
LONG_AGO = timezone.now() - timedelta(days=3)


@pytest.fixture
def draw(district):
    """Return a maker of draws by the visit office; the town's official looks again."""

    def make(actor=None, **facts):
        day = TODAY()
        facts = {"since_on": day, "until_on": day, "visitors": [district.visitor], **facts}
        if "share" not in facts:
            facts.setdefault("count", 1)
        return draw_make(actor=actor or district.officer, **facts)

    return make


@pytest.fixture
def one(district, draw):
    """A closed case drawn for the town's official."""
    closed_case(district)
    return draw().cases.get()


def some_cases(units=(6, 3, 1)):
    """Closed cases as they stand in a table: so many of each of several units."""
    firm, registered_by = OrganizationFactory(), UserFactory()
    made = []
    for number in units:
        unit = OrganizationFactory()
        made += [
            CaseFactory(
                state=State.CLOSED,
                outcome="solved",
                dispatched_at=timezone.now(),
                closed_at=timezone.now(),
                lead_unit=unit,
                oversight_unit=firm,
                registered_by=registered_by,
            )
            for _n in range(number)
        ]
    return made


def keys(cases):
    return [case.pk for case in cases]


def test_the_same_seed_over_the_same_population_draws_the_same_cases(db):
    cases = some_cases()
    first = drawn(cases, seed=7, count=4, by_unit=False)
    assert keys(drawn(reversed(cases), seed=7, count=4, by_unit=False)) == keys(first)
    others = {tuple(keys(drawn(cases, seed=seed, count=4, by_unit=False))) for seed in range(20)}
    assert len(others) > 10


@pytest.mark.parametrize("count", [3, 4, 9, 10])
def test_each_unit_has_at_least_one_and_no_more_are_drawn(db, count):
    cases = some_cases()
    for seed in range(10):
        found = drawn(cases, seed=seed, count=count, by_unit=True)
        assert len(set(keys(found))) == len(found) == count
        assert len({case.lead_unit_id for case in found}) == 3


def test_every_case_is_as_likely_to_be_drawn_as_any_other(db):
    cases = some_cases((10,))
    hits = dict.fromkeys(keys(cases), 0)
    for seed in range(1000):
        for case in drawn(cases, seed=seed, count=3, by_unit=False):
            hits[case.pk] += 1
    assert all(240 < number < 360 for number in hits.values()), hits


def test_a_draw_keeps_its_seed_its_population_and_who_looks_again(district, draw):
    cases = some_cases()
    made = draw(share=25, by_unit=True, visitors=[district.visitor, district.town_head])
    assert (made.population, made.cases.count()) == (10, 3)
    again = drawn(cases, seed=made.seed, count=3, by_unit=True)
    assert [row.case_id for row in made.cases.all()] == keys(again)
    assert {row.visitor for row in made.cases.all()} == {district.visitor, district.town_head}
    trail = TrailEntry.objects.get(action="draw_make")
    assert trail.changes["seed"] == made.seed
    assert trail.changes["drawn"] == [case.number for case in again]


def test_drawn_from_are_dispatched_cases_closed_as_solved_or_explained_and_not_drawn_yet(
    district, draw
):
    wanted = some_cases((2,))
    for facts in (
        {"outcome": "long_term"},
        {"state": State.HANDLING},
        {"kind": "hazard"},
        {"dispatched_at": None},
        {"closed_at": LONG_AGO, "registered_at": LONG_AGO, "dispatched_at": LONG_AGO},
    ):
        case = some_cases((1,))[0]
        Case.objects.filter(pk=case.pk).update(**facts)
    made = draw(share=100)
    assert {row.case_id for row in made.cases.all()} == set(keys(wanted))
    with pytest.raises(NotSo) as refused:
        draw()
    assert list(refused.value.fields) == ["since_on"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"count": 11}, "count"),
        ({"count": None}, "count"),
        ({"count": 2, "share": 5}, "count"),
        ({"count": 2, "by_unit": True}, "count"),
        ({"share": 1, "by_unit": True}, "share"),
        ({"share": 101}, "share"),
        ({"until_on": TODAY() - timedelta(days=400)}, "until_on"),
        ({"visitors": []}, "visitors"),
    ],
    ids=str,
)
def test_what_cannot_be_drawn_is_said_beside_its_field(district, draw, facts, field):
    some_cases()
    with pytest.raises(NotSo) as refused:
        draw(**facts)
    assert list(refused.value.fields) == [field]
    assert not Draw.objects.exists()


def test_who_may_not_make_return_visits_does_not_look_again(district, draw):
    some_cases()
    with pytest.raises(NotSo) as refused:
        draw(visitors=[district.handler])
    assert "handler" in refused.value.fields["visitors"]


def test_nobody_concerned_looks_again(district, draw):
    case = closed_case(district)
    branch = OrganizationFactory(parent=district.bureau, kind=Organization.Kind.BRANCH)
    below = MembershipFactory(role=Role.VISITING_OFFICIAL, organization=branch).user
    for person in (district.head, below, district.officer):
        with pytest.raises(NotSo) as refused:
            draw(visitors=[person])
        assert list(refused.value.fields) == ["visitors"]
    made = draw(visitors=[district.head, below, district.visitor])
    assert made.cases.get().visitor == district.visitor
    assert concerns([case])[case.pk].people == {district.handler.pk, district.officer.pk}


def test_a_supporting_unit_is_concerned(district):
    concern = Concern(frozenset({district.town.path}), frozenset())
    assert concern.holds(0, [district.town])
    assert not concern.holds(0, [district.office, district.root])


def test_the_database_holds_the_lead_unit_and_the_handler_off(one, district):
    for facts in ({"visitor_unit": district.bureau}, {"visitor": district.handler}):
        with pytest.raises(IntegrityError), transaction.atomic():
            DrawnCase.objects.filter(pk=one.pk).update(**facts)


def test_really_solved_stays_closed_and_is_final(one, district):
    found = drawn_answer(actor=district.visitor, drawn=one, result="solved", method="call")
    assert found.case.state == State.CLOSED
    assert (found.verification.method, found.verification.is_solved) == ("call", True)
    assert TrailEntry.objects.get(action="drawn_answer").changes["result"] == "solved"
    with pytest.raises(NotNow):
        drawn_answer(actor=district.visitor, drawn=one, result="solved")


def test_not_really_solved_opens_the_case_again(one, district):
    with pytest.raises(NotSo) as refused:
        drawn_answer(actor=district.visitor, drawn=one, result="not_solved")
    assert list(refused.value.fields) == ["words"]
    drawn_answer(actor=district.visitor, drawn=one, result="not_solved", words="没有招到人")
    case = Case.objects.get()
    assert (case.state, case.round, case.closed_at) == (State.HANDLING, 2, None)


def test_who_could_not_be_reached_is_tried_again(one, district):
    drawn_answer(actor=district.visitor, drawn=one, result="unreached")
    assert [row.pk for row in selectors.drawn_for(user=district.visitor)] == [one.pk]
    drawn_answer(actor=district.visitor, drawn=one, result="solved")
    assert not selectors.drawn_for(user=district.visitor)


def test_a_case_opened_again_meanwhile_has_nothing_left_to_check(one, district):
    case_reopen(actor=district.officer, case=one.case, reason="企业来电")
    assert not selectors.drawn_for(user=district.visitor)
    with pytest.raises(NotNow):
        drawn_answer(actor=district.visitor, drawn=one, result="solved")


def test_nobody_else_answers_and_neither_does_who_has_joined_the_unit(one, district):
    with pytest.raises(NotYou):
        drawn_answer(actor=district.town_head, drawn=one, result="solved")
    MembershipFactory(
        user=district.visitor, role=Role.VISITING_OFFICIAL, organization=district.bureau
    )
    moved = type(district.visitor).objects.get(pk=district.visitor.pk)
    with pytest.raises(NotYou):
        drawn_answer(actor=moved, drawn=one, result="solved")


def test_the_office_draws_and_the_official_answers_with_a_photo(district, signed_in, photo):
    closed_case(district)
    day = TODAY().isoformat()
    asked = {"of": "cases", "since_on": day, "until_on": day}
    asked["visitors"] = [district.visitor.pk]
    office = signed_in(district.officer)
    refused = office.post(reverse("visits:draw_make"), asked).content.decode()
    assert "not both" in refused
    page = office.post(reverse("visits:draw_make"), {**asked, "share": 100}, follow=True)
    draw = Draw.objects.get()
    assert str(draw.seed) in page.content.decode()
    official = signed_in(district.visitor)
    address = reverse("visits:drawn_answer", args=[draw.cases.get().pk])
    assert address in official.get("/").content.decode()
    assert (
        reverse("issues:case_detail", args=[Case.objects.get().number])
        in official.get(address).content.decode()
    )
    told = {"result": "not_solved", "method": "visit", "words": "没有招到人", "photos": [photo()]}
    official.post(address, told)
    assert Case.objects.get().attachments.count() == 1
    assert address not in official.get("/").content.decode()
    listed = office.get(reverse("visits:draw_detail", args=[draw.pk])).content.decode()
    assert "not really solved" in listed


@pytest.mark.parametrize("number", [1, 12])
@pytest.mark.parametrize(("page", "statements"), [("draw_list", 11), ("draw_detail", 9)])
def test_the_pages_take_the_same_statements_however_many(
    number, page, statements, district, draw, signed_in, django_assert_num_queries
):
    some_cases((number,))
    made = draw(share=100)
    office = signed_in(district.officer)
    address = reverse(f"visits:{page}", args=[made.pk] if page == "draw_detail" else [])
    office.get(address)
    with django_assert_num_queries(statements):
        office.get(address)


@pytest.mark.parametrize("who", ["visitor", "town_head"])
def test_outside_the_draw_whoever_was_drawn_only_reads_the_case(district, draw, who, signed_in):
    """The case page would let them pass by the draw: without its seed, its check, its one answer."""
    person, case = getattr(district, who), closed_case(district)
    other = OrganizationFactory(parent=district.root, kind=Organization.Kind.TOWN)
    moved = MembershipFactory(role=Role.VISITING_OFFICIAL, organization=other).user
    person = moved if who == "town_head" else person
    drawn_for_them = draw(visitors=[person]).cases.get()
    page = signed_in(person).get(reverse("issues:case_detail", args=[case.number]))
    assert page.status_code == 200
    assert moves_offered(user=person, case=case) == []
    main = page.content.decode().partition("<main")[2].partition("</main")[0]
    assert 'method="post"' not in main
    for move in ("return_visit", "reopen"):
        step = reverse("issues:case_step", args=[case.number, move])
        told = {"is_solved": "yes", "method": "visit", "reason": "没有招到人"}
        signed_in(person).post(step, told)
    case.refresh_from_db()
    assert (case.state, case.round, case.verifications.count()) == (State.CLOSED, 1, 1)
    with pytest.raises(NotYou):
        case_return_visit(actor=person, case=case, is_solved=True)
    drawn_answer(actor=person, drawn=drawn_for_them, result="solved")
    assert case.verifications.filter(after_closing=True).count() == 1


def test_the_lead_unit_does_not_even_open_the_page_of_a_second_visit(one, district, signed_in):
    address = reverse("visits:drawn_answer", args=[one.pk])
    for person in (district.head, district.handler):
        assert signed_in(person).get(address).status_code == 404
        assert signed_in(person).post(address, {"result": "solved"}).status_code == 404
        assert signed_in(person).get(reverse("visits:draw_list")).status_code == 403
        assert signed_in(person).post(reverse("visits:draw_make")).status_code == 403
    assert not DrawnCase.objects.exclude(result="").exists()


def test_the_draws_are_filtered_by_day_state_unit_and_who_drew(district, draw, signed_in):
    waits = some_cases((2,))[0]
    for _n in range(2):
        drawn_answer(actor=district.visitor, drawn=draw().cases.get(), result="unreached")
    answered = Draw.objects.latest("pk")
    drawn_answer(actor=district.visitor, drawn=answered.cases.get(), result="solved")
    office, address = signed_in(district.officer), reverse("visits:draw_list")
    first = Draw.objects.earliest("pk")
    today, before = TODAY().isoformat(), (TODAY() - timedelta(days=1)).isoformat()
    for asked, expected in (
        ({}, [answered, first]),
        ({"state": "open"}, [first]),
        ({"state": "done"}, [answered]),
        ({"unit": waits.lead_unit_id}, [answered, first]),
        ({"by": district.officer.pk}, [answered, first]),
        ({"by": district.visitor.pk}, []),
        ({"made_after": today}, [answered, first]),
        ({"made_before": before}, []),
    ):
        assert list(office.get(address, asked).context["page"].rows) == expected, asked
    empty = office.get(address, {"made_before": before}).content.decode()
    assert "Nothing matches" in empty
