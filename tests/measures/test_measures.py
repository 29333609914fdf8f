"""Problems and measures: which moves are possible, who may make them, and what comes of it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.access import is_allowed
from core.errors import NotNow, NotSo, NotYou
from issues.workflow import Kind
from letters.models import Letter
from letters.services import letter_send
from measures import services
from measures.models import CommonProblem, Measure
from measures.selectors.measures import measures_fitting, told_of
from measures.selectors.problems import effect_of, months_of
from measures.services.telling import measures_remind
from measures.workflow import (
    MEASURE_WORKFLOW,
    PROBLEM_WORKFLOW,
    MeasureState,
    ProblemState,
)
from notices.models import Notice
from organizations.roles import Role
from tests.factories import (
    CaseFactory,
    EnterpriseFactory,
    OrganizationFactory,
    PositionFactory,
    SegmentFactory,
)
from tests.letters.factories import ReceiptFactory
from tests.measures.factories import MeasureFactory, ProblemCaseFactory, ProblemFactory

POSSIBLE = {
    (CommonProblem, "proposed"): {"confirm", "dismiss"},
    (CommonProblem, "confirmed"): {"take_up", "rename", "add_case", "dismiss"},
    (CommonProblem, "dismissed"): set(),
    (Measure, "planned"): {"issue", "report", "change", "drop"},
    (Measure, "in_force"): {"tell", "report", "change", "end"},
    (Measure, "ended"): set(),
    (Measure, "dropped"): set(),
}
WORKFLOWS = {CommonProblem: PROBLEM_WORKFLOW, Measure: MEASURE_WORKFLOW}


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "state"), POSSIBLE)
def test_a_move_is_possible_in_the_states_of_the_table_only(model, state):
    thing = model(pk=1, state=state)
    assert {move.name for move in WORKFLOWS[model].moves_open(thing)} == POSSIBLE[model, state]


def test_every_state_stands_in_the_table():
    assert {state for _model, state in POSSIBLE} == {*ProblemState, *MeasureState}


@pytest.fixture
def bureau(db):
    return OrganizationFactory(name="人社局")


@pytest.fixture
def office(person_with):
    return person_with(Role.VISIT_OFFICE)


def today():
    return timezone.localdate()


def facts(**changes):
    return {
        "title": "公租房开放",
        "text": "凭合同申请",
        "due_on": today() + timedelta(days=30),
        "segment": None,
    } | changes


DECIDE, KEEP = "measures.problem_decide", "measures.measure_keep"


@pytest.mark.parametrize(
    ("role", "is_owner", "may"),
    [
        (Role.VISIT_OFFICE, False, {KEEP, DECIDE}),
        (Role.UNIT_HEAD, True, {KEEP}),
        (Role.UNIT_HEAD, False, set()),
        (Role.DISTRICT_LEADER, False, set()),
        (Role.VISITING_OFFICIAL, True, set()),
    ],
)
def test_the_owner_keeps_its_measure_and_the_office_decides(
    person_with, bureau, role, is_owner, may
):
    unit = bureau if is_owner else OrganizationFactory()
    person, measure = person_with(role, unit), MeasureFactory(owner=bureau)
    held = {KEEP} if is_allowed(person, KEEP, measure) else set()
    held |= {DECIDE} if is_allowed(person, DECIDE, measure.problem) else set()
    assert held == may


@pytest.mark.parametrize(
    ("role", "is_owner", "states"),
    [
        (Role.VISIT_OFFICE, False, set(MeasureState)),
        (Role.DISTRICT_LEADER, False, set(MeasureState)),
        (Role.UNIT_HEAD, True, set(MeasureState)),
        (Role.UNIT_HEAD, False, {"in_force"}),
        (Role.HANDLER, True, {"in_force"}),
        (Role.SAFETY_OFFICER, False, {"in_force"}),
        (Role.ADMINISTRATOR, False, set()),
    ],
)
def test_what_is_in_force_is_seen_by_whoever_visits(person_with, bureau, role, is_owner, states):
    over = {"ended_on": today(), "ended_because": "到期"}
    MeasureFactory(owner=bureau)
    MeasureFactory(owner=bureau, is_in_force=True)
    MeasureFactory(owner=bureau, state="dropped", **over)
    MeasureFactory(owner=bureau, is_in_force=True, state="ended", **over)
    person = person_with(role, bureau if is_owner else OrganizationFactory())
    assert set(Measure.objects.visible_to(person).values_list("state", flat=True)) == states


@pytest.mark.parametrize(
    ("state", "leads", "sees"),
    [("confirmed", True, True), ("proposed", True, False), ("confirmed", False, False)],
)
def test_a_unit_sees_the_confirmed_problems_of_its_own_cases(
    person_with, bureau, state, leads, sees
):
    unit = bureau if leads else OrganizationFactory()
    row = ProblemCaseFactory(problem__state=state, case__lead_unit=unit)
    seen = CommonProblem.objects.visible_to(person_with(Role.UNIT_HEAD, bureau))
    assert (row.problem in seen) is sees


def test_a_measure_is_taken_up_with_an_owner_who_is_told(office, bureau):
    head = PositionFactory(organization=bureau, kind="head").holder
    problem = ProblemFactory()
    measure = services.measure_take_up(actor=office, problem=problem, owner=bureau, **facts())
    assert (measure.state, measure.owner, measure.light) == ("planned", bureau, "on_time")
    assert Notice.objects.get(subject_id=measure.pk).recipient == head


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"text": ""}, "text"),
        ({"due_on": timezone.localdate()}, "due_on"),
    ],
)
def test_a_measure_without_title_text_or_a_day_to_come_is_refused(office, bureau, changes, field):
    with pytest.raises(NotSo) as refusal:
        services.measure_take_up(
            actor=office, problem=ProblemFactory(), owner=bureau, **facts(**changes)
        )
    assert set(refusal.value.fields) == {field}


def test_an_answered_problem_is_not_dismissed(office):
    measure = MeasureFactory()
    with pytest.raises(NotNow):
        services.problem_dismiss(actor=office, problem=measure.problem, reason="两回事")


def test_a_case_is_of_one_problem_and_a_hazard_of_none(office):
    taken, hazard = ProblemCaseFactory().case, CaseFactory(kind=Kind.HAZARD, state="found")
    free, problem = CaseFactory(), ProblemFactory()
    for number in (taken.number, hazard.number, "SQ0"):
        with pytest.raises(NotSo):
            services.problem_add_case(actor=office, problem=problem, number=number)
    row = services.problem_add_case(actor=office, problem=problem, number=f" {free.number} ")
    services.problem_remove_case(actor=office, problem=problem, case=free)
    row.refresh_from_db()
    assert row.removed_by == office
    services.problem_add_case(actor=office, problem=ProblemFactory(), number=free.number)


@pytest.mark.parametrize(
    ("make", "constraint"),
    [
        (lambda: ProblemFactory(decided_by=None), "problem_decided_by_a_person"),
        (lambda: ProblemFactory(dismissed_because="不"), "problem_dismissed_with_a_reason"),
        (lambda: MeasureFactory(title=""), "measure_has_title_and_text"),
        (lambda: MeasureFactory(state="in_force"), "measure_in_force_since_a_day"),
        (lambda: MeasureFactory(ended_on=today()), "measure_ended_whole"),
        (
            lambda: ProblemCaseFactory(case=ProblemCaseFactory().case),
            "case_of_one_problem",
        ),
    ],
)
def test_the_database_refuses(db, make, constraint):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        make()
    words = str(refusal.value)
    assert constraint in words or "UNIQUE" in words


def registered(problem, *days_ago):
    for days in days_ago:
        at = timezone.now() - timedelta(days=days)
        ProblemCaseFactory(problem=problem, case__registered_at=at)


@pytest.mark.parametrize(
    ("in_force_for", "days_ago", "word", "counts"),
    [
        (40, (70, 60, 50, 45, 10), "fewer", (4, 1)),
        (40, (70, 60, 50, 20, 15, 10), "same", (3, 3)),
        (40, (70, 60, 50, 20, 15, 10, 5), "more", (3, 4)),
        (40, (70, 60, 10), "early", (2, 1)),
        (29, (50, 45, 40, 35), "early", (4, 0)),
        (40, (41, 81, 79, 40, 1), "early", (2, 2)),
        (200, (291, 290, 250, 210, 200, 150, 111, 110), "same", (3, 3)),
    ],
)
def test_whether_such_cases_grow_fewer_is_counted_over_as_many_days(
    db, in_force_for, days_ago, word, counts
):
    issued = today() - timedelta(days=in_force_for)
    measure = MeasureFactory(is_in_force=True, issued_on=issued)
    registered(measure.problem, *days_ago)
    effect = effect_of(measure=measure)
    assert (effect.before, effect.after, effect.word) == (*counts, word)


def test_a_measure_not_in_force_yet_has_no_effect(db):
    assert effect_of(measure=MeasureFactory()) is None


def test_the_months_say_when_a_measure_came_in_force(db):
    measure = MeasureFactory(is_in_force=True)
    registered(measure.problem, 0, 0)
    months = months_of(problem=measure.problem)
    assert (len(months), months[-1].cases, sum(month.cases for month in months)) == (12, 2, 2)
    assert [month.first for month in months if month.measures] == [measure.issued_on.replace(day=1)]


def test_those_it_fits_are_told_by_a_letter_and_its_receipts_say_who_has_read_it(office):
    segment = SegmentFactory(conditions={"kind": ["enterprise"]})
    EnterpriseFactory.create_batch(2)
    measure = MeasureFactory(is_in_force=True, segment=segment)
    day = today() + timedelta(days=14)
    letter = services.measure_tell(actor=office, measure=measure, reply_by_on=day)
    assert (letter.state, letter.segment, letter.body) == ("draft", segment, measure.text)
    letter_send(actor=office, letter=letter)
    ReceiptFactory(recipient=letter.recipients.first())
    (told,) = told_of(user=office, measure=measure)
    assert (told.sent, told.read, told.missing) == (2, 1, 1)


def test_nobody_is_told_before_it_is_said_whom_it_fits(office):
    day = today() + timedelta(days=14)
    for measure, refusal in (
        (MeasureFactory(is_in_force=True), NotSo),
        (MeasureFactory(segment=SegmentFactory()), NotNow),
    ):
        with pytest.raises(refusal):
            services.measure_tell(actor=office, measure=measure, reply_by_on=day)
    assert not Letter.objects.exists()


def test_an_enterprise_shows_the_measures_in_force_that_fit_it(person_with):
    firm, market = EnterpriseFactory(), EnterpriseFactory(kind="shop_or_market")
    segment = SegmentFactory(conditions={"kind": ["enterprise"]})
    fits = MeasureFactory(is_in_force=True, segment=segment)
    MeasureFactory(segment=fits.segment)
    MeasureFactory(is_in_force=True)
    official = person_with(Role.VISITING_OFFICIAL)
    assert measures_fitting(user=official, enterprise=firm) == [fits]
    assert measures_fitting(user=official, enterprise=market) == []


AT_WORK = timezone.make_aware(timezone.datetime(2026, 3, 4, 10))


@pytest.mark.parametrize(
    ("days", "told"), [(8, 0), (7, 1), (0, 1), (-1, 2)], ids=["far", "week", "day", "late"]
)
def test_the_owner_is_reminded_once_and_when_late_also_who_took_it_up(bureau, days, told):
    PositionFactory(organization=bureau, kind="head")
    MeasureFactory(owner=bureau, due_on=AT_WORK.date() + timedelta(days=days))
    assert [measures_remind(AT_WORK), measures_remind(AT_WORK)] == [told, 0]


def test_a_measure_is_put_in_force_dropped_or_ended_with_day_or_reason(office):
    with pytest.raises(NotSo):
        services.measure_issue(
            actor=office, measure=MeasureFactory(), issued_on=today() + timedelta(days=1)
        )
    with pytest.raises(NotSo):
        services.measure_drop(actor=office, measure=MeasureFactory(), reason=" ")
    measure = services.measure_issue(actor=office, measure=MeasureFactory(), issued_on=today())
    ended = services.measure_end(actor=office, measure=measure, reason="到期")
    assert (ended.state, ended.ended_on) == ("ended", today())


def test_a_head_may_not_drop_what_the_office_took_up(person_with, bureau):
    measure = MeasureFactory(owner=bureau)
    with pytest.raises(NotYou):
        services.measure_drop(
            actor=person_with(Role.UNIT_HEAD, bureau), measure=measure, reason="不做了"
        )


def test_the_pages_lead_from_proposal_to_measure(office, bureau, signed_in):
    problem = ProblemFactory(state="proposed")
    ProblemCaseFactory.create_batch(3, problem=problem)
    browser = signed_in(office)
    page = browser.get(problem.get_absolute_url())
    listed = browser.get(reverse("measures:problem_cases", args=[problem.pk]))
    assert page.context["cases_seen"] == listed.context["count"].number == 3

    def step(move, **sent):
        url = reverse("measures:problem_step", args=[problem.pk, move])
        return browser.post(url, sent)

    assert step("confirm", name="").status_code == 200
    assert step("confirm", name="职工宿舍").url == problem.get_absolute_url()
    answer = step("take_up", owner=bureau.pk, **facts(segment=""))
    assert answer.url == Measure.objects.get().get_absolute_url()


@pytest.mark.parametrize("number", [2, 20])
@pytest.mark.parametrize(("name", "queries"), [("problem_list", 11), ("measure_list", 11)])
def test_a_list_asks_as_often_for_many_rows_as_for_few(
    office, signed_in, django_assert_num_queries, name, queries, number
):
    for _row in range(number):
        ProblemCaseFactory(problem=MeasureFactory(segment=SegmentFactory()).problem)
    browser = signed_in(office)
    with django_assert_num_queries(queries):
        browser.get(reverse(f"measures:{name}"))
