"""The meeting of a session, and what becomes of its questions."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from calendars.selectors import load_calendar
from calendars.units import LengthUnit
from core.errors import NotNow, NotSo, Overtaken
from issues.models import Case, Deadline, Responsibility
from issues.selectors.why import WHAT_MOVED, why_lines
from issues.services.deadlines import deadlines_meet, deadlines_start
from organizations.models import Position
from tests.factories import SessionEnterpriseFactory, SessionFactory, SessionQuestionFactory
from tests.handed import faults_of, sheets_of
from visits import selectors, services

MEETING_QUERIES = 13
HANDLING_QUERIES = 10
AGENDA_QUERIES = 12
CLOSED_QUERIES = 18


@pytest.fixture
def meeting(district):
    """Of 13 firms with 19 questions, under way."""
    session = SessionFactory(leader=district.leader)
    chosen = [SessionEnterpriseFactory(session=session) for _each in range(13)]
    for place in range(19):
        SessionQuestionFactory(session=session, chosen=chosen[place % 13])
    services.session_open(actor=district.leader, session=session)
    session.refresh_from_db()
    return session


def test_thirteen_firms_nineteen_questions(district, meeting):
    for place, question in enumerate(meeting.questions.all()):
        facts = {"decision": "answered"}
        if place >= 6:
            facts = {"decision": "plan", "text": "分两步走", "unit": district.bureau}
        services.question_decide(actor=district.leader, question=question, **facts)
    assert len(services.session_close(actor=district.officer, session=meeting)) == 13
    with pytest.raises(NotNow):
        services.session_close(actor=district.officer, session=meeting)
    cases = Case.objects.filter(source="session", lead_unit=district.bureau)
    assert cases.count() == 13
    for case in cases:
        row = case.deadlines.get(stage="resolve")
        due_at = load_calendar().due_after(row.started_at, 10, LengthUnit.WORKING_DAY)[0]
        assert row.due_at == due_at


@pytest.mark.parametrize("length", [10, 4])
def test_the_date_says_whose_rule_it_is(district, meeting, length):
    meeting.resolve_days = length
    meeting.save()
    for question in meeting.questions.all():
        services.question_decide(
            actor=district.leader, question=question, decision="dispatch", unit=district.bureau
        )
    case = services.session_close(actor=district.officer, session=meeting)[0]
    row = Deadline.objects.prefetch_related(*WHAT_MOVED).get(case=case, stage="resolve")
    first, *lines = why_lines(row)
    assert meeting.theme in first
    assert f"{length} working days" in first
    assert any(f"{length}" in line for line in lines)


def test_a_case_that_is_opened_again_keeps_the_rule_of_its_session(district, meeting):
    meeting.resolve_days = 4
    meeting.save()
    for question in meeting.questions.all():
        services.question_decide(
            actor=district.leader, question=question, decision="dispatch", unit=district.bureau
        )
    case = services.session_close(actor=district.officer, session=meeting)[0]
    deadlines_meet(case, ["resolve"], at=timezone.now())
    case.round = 2
    deadlines_start(case, ["resolve"], at=timezone.now())
    again = case.deadlines.get(stage="resolve", round=2)
    assert (again.rule["length"], meeting.theme in again.rule["name"]) == (4, True)


def test_nothing_is_left_undecided(district, meeting):
    with pytest.raises(NotSo):
        services.session_close(actor=district.officer, session=meeting)


def test_two_people_do_not_write_over_each_other(district, meeting):
    question = meeting.questions.first()
    seen = {"question": question, "decision": "answered", "seen_version": 0}
    services.question_decide(actor=district.leader, text="已答复", **seen)
    with pytest.raises(Overtaken, match=f"{district.leader} .*answered"):
        services.question_decide(actor=district.officer, text="另一答复", **seen)


def test_the_page_decides_without_a_reload(district, meeting, signed_in):
    leader, question = signed_in(district.leader), meeting.questions.first()
    assert question.title in leader.get(reverse("visits:session_meeting", args=[meeting.pk])).text
    name = f"q{question.pk}"
    part = leader.post(
        reverse("visits:session_decide", args=[question.pk]),
        {f"{name}-decision": "plan", f"{name}-seen_version": 0},
        headers={"hx-request": "true"},
    )
    assert f'id="question-{question.pk}"' in part.text
    question.refresh_from_db()
    assert question.decision == ""


def decision_of(question, **facts):
    return {f"q{question.pk}-{name}": value for name, value in facts.items()}


@pytest.mark.parametrize("headers", [{"hx-request": "true"}, {}])
def test_the_second_to_decide_keeps_the_words_and_may_insist(district, meeting, signed_in, headers):
    question = meeting.questions.first()
    services.question_decide(actor=district.leader, question=question, decision="answered")
    office = signed_in(district.officer)
    address = reverse("visits:session_decide", args=[question.pk])
    facts = {"decision": "dispatch", "text": "另行研究", "unit": district.bureau.pk}
    page = office.post(address, decision_of(question, **facts, seen_version=0), headers=headers)
    assert str(district.leader) in page.text
    assert "另行研究" in page.text
    assert f'name="q{question.pk}-seen_version" value="1"' in page.text
    office.post(address, decision_of(question, **facts, seen_version=1), headers=headers)
    question.refresh_from_db()
    assert (question.decision, question.decision_text) == ("dispatch", "另行研究")


def test_the_agenda_brings_what_others_decided_and_asked(district, meeting, signed_in):
    office = signed_in(district.officer)
    before = timezone.now()
    first, *_rest, last = meeting.questions.order_by("pk")
    address = reverse("visits:session_agenda", args=[meeting.pk])
    known = {"after": last.pk, "since": before.isoformat()}
    quiet = office.get(address, known).text
    assert "hx-swap-oob" not in quiet
    services.question_decide(
        actor=district.leader, question=first, decision="answered", text="当场说明"
    )
    new = SessionQuestionFactory(session=meeting, chosen=first.chosen)
    told = office.get(address, known).text
    assert f'id="stands-{first.pk}"' in told
    assert "当场说明" in told
    assert f'hx-swap-oob="beforeend:#questions-{first.chosen_id}"' in told
    assert f'id="question-{new.pk}"' in told
    assert f'id="question-{last.pk}"' not in told


@pytest.mark.parametrize("known", [{}, {"after": "x", "since": "yesterday"}, {"after": "9" * 30}])
def test_an_agenda_asked_for_wrongly_is_no_error(district, meeting, signed_in, known):
    address = reverse("visits:session_agenda", args=[meeting.pk])
    assert signed_in(district.officer).get(address, known).status_code == 200


def test_after_the_closing_the_agenda_asks_no_more(district, closed, signed_in):
    answer = signed_in(district.leader).get(reverse("visits:session_agenda", args=[closed.pk]))
    assert answer.status_code == 286
    assert reverse("visits:session_handling", args=[closed.pk]) in answer.text


@pytest.mark.parametrize("name", ["meeting", "agenda"])
def test_an_enterprise_without_questions_is_on_the_agenda(district, meeting, signed_in, name):
    silent = SessionEnterpriseFactory(session=meeting)
    page = signed_in(district.leader).get(reverse(f"visits:session_{name}", args=[meeting.pk]))
    assert silent.enterprise.name in page.text


def test_a_question_is_added_in_its_place(district, meeting, signed_in):
    leader, chosen = signed_in(district.leader), meeting.chosen.first()
    address = reverse("visits:session_question", args=[chosen.pk])
    in_place = {"headers": {"hx-request": "true"}}
    assert leader.get(address, **in_place).text.lstrip().startswith("<form")
    newest = meeting.questions.latest("pk").pk
    refused = leader.post(address, {"title": " ", "after": newest}, **in_place)
    assert refused.headers["hx-retarget"] == f"#add-{chosen.pk}"
    done = leader.post(address, {"title": "当场提出的问题", "after": newest}, **in_place)
    assert f'hx-swap-oob="beforeend:#questions-{chosen.pk}"' in done.text
    assert done.text.count("<form") == 1


def test_after_a_question_one_is_back_where_one_was(district, meeting, signed_in):
    chosen = meeting.chosen.last()
    address = reverse("visits:session_question", args=[chosen.pk])
    back = signed_in(district.leader).post(address, {"title": "又一问"}).headers["location"]
    assert back == f"{reverse('visits:session_meeting', args=[meeting.pk])}#chosen-{chosen.pk}"


def test_a_question_asked_on_the_spot_is_added(district, meeting, signed_in):
    chosen = meeting.chosen.first()
    address = reverse("visits:session_question", args=[chosen.pk])
    signed_in(district.leader).post(address, {"title": "当场提出的问题"})
    assert chosen.questions.filter(title="当场提出的问题").exists()


def test_the_handling_list_tells_the_heads_phone(district, meeting, signed_in):
    district.head.phone = "0579-1234567"
    district.head.save()
    for question in meeting.questions.all():
        services.question_decide(
            actor=district.officer, question=question, decision="dispatch", unit=district.bureau
        )
    office = signed_in(district.officer)
    office.post(reverse("visits:session_close", args=[meeting.pk]))
    page = office.get(reverse("visits:session_handling", args=[meeting.pk]))
    assert "0579-1234567" in page.text
    assert Case.objects.filter(source="session").count() == 19


@pytest.fixture
def closed(district, meeting):
    """Closed: the first six questions answered, the other thirteen planned by the bureau."""
    for place, question in enumerate(meeting.questions.all()):
        facts = {"decision": "answered", "text": "当场说明"}
        if place >= 6:
            facts = {"decision": "plan", "text": "分两步走", "unit": district.bureau}
        services.question_decide(actor=district.leader, question=question, **facts)
    services.session_close(actor=district.officer, session=meeting)
    return meeting


def test_the_workbook_holds_the_list_and_the_phones(district, closed, signed_in):
    district.head.phone = "0579-1234567"
    district.head.save()
    address = reverse("visits:session_workbook", args=[closed.pk])
    content = signed_in(district.officer).get(address).content
    assert faults_of(content) == []
    handling, phones = sheets_of(content).values()
    assert [row[2] for row in handling].count("answered") == 6
    assert [row[3] for row in handling].count("分两步走") == 13
    assert {row[6] for row in handling if row[6]} == set(
        Case.objects.filter(source="session").values_list("number", flat=True)
    )
    post = district.bureau.positions.get()
    assert phones == [(str(district.bureau), post.title, str(district.head), "0579-1234567")]


def test_what_looks_like_a_formula_stays_text(district, meeting, signed_in):
    meeting.questions.update(title="=1+1", decision_text="+2")
    answer = signed_in(district.officer).get(reverse("visits:session_workbook", args=[meeting.pk]))
    row = load_workbook(io.BytesIO(answer.content)).worksheets[0][4]
    assert [(cell.value, cell.data_type) for cell in (row[2], row[4])] == [
        ("=1+1", "s"),
        ("+2", "s"),
    ]


def test_a_case_opens_from_the_list_only_for_whoever_may_see_it(district, closed, signed_in):
    address = reverse("visits:session_handling", args=[closed.pk])
    case = Case.objects.filter(source="session").first()
    assert case.get_absolute_url() in signed_in(district.officer).get(address).text
    Case.objects.filter(source="session").update(lead_unit=district.town)
    Responsibility.objects.all().delete()
    page = signed_in(district.head).get(address).text
    assert case.title in page
    assert case.get_absolute_url() not in page


def test_a_unit_without_a_head_stands_in_the_phone_list(district, meeting):
    district.town.phone = "0579-7654321"
    district.town.save()
    Position.objects.filter(organization=district.town).delete()
    (line,) = selectors.heads_of_units({district.town.pk}, on=timezone.localdate())
    assert (line.unit, line.person, line.phone) == (district.town, None, "0579-7654321")


def test_whoever_stands_in_is_on_the_phone_list(district):
    today = timezone.localdate()
    Position.objects.filter(organization=district.bureau).update(
        delegate=district.handler, delegate_from_on=today, delegate_until_on=today
    )
    (line,) = selectors.heads_of_units({district.bureau.pk}, on=today)
    assert (line.person, line.stands_in) == (district.handler, True)


@pytest.mark.parametrize("number", [1, 10])
def test_the_closed_list_asks_no_more_for_more_cases(
    district, closed, signed_in, number, django_assert_num_queries
):
    for _each in range(number):
        SessionQuestionFactory(session=closed)
    client = signed_in(district.leader)
    with django_assert_num_queries(CLOSED_QUERIES):
        client.get(reverse("visits:session_handling", args=[closed.pk]))


@pytest.mark.parametrize("number", [1, 10])
@pytest.mark.parametrize(
    ("name", "queries"),
    [("meeting", MEETING_QUERIES), ("agenda", AGENDA_QUERIES), ("handling", HANDLING_QUERIES)],
)
def test_the_pages_ask_no_more_for_more_questions(
    district, meeting, signed_in, name, queries, number, django_assert_num_queries
):
    for _each in range(number):
        SessionQuestionFactory(session=meeting)
    client = signed_in(district.leader)
    with django_assert_num_queries(queries):
        client.get(reverse(f"visits:session_{name}", args=[meeting.pk]))
