"""Sessions before the meeting: who plans, who is asked, who answers, who sees."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.errors import NotNow, NotSo, NotYou
from notices.models import Notice
from organizations.roles import Role
from tests.factories import (
    EnterpriseFactory,
    MembershipFactory,
    SessionEnterpriseFactory,
    SessionFactory,
    SessionQuestionFactory,
)
from visits import selectors, services
from visits.models import Session, SessionQuestion
from visits.workflow import SessionState

LIST_QUERIES = 11
DETAIL_QUERIES = 10


@pytest.fixture
def session(district):
    return SessionFactory(leader=district.leader, town=district.town)


@pytest.fixture
def question(district, session):
    """Of the district's firm, put to the bureau, not sent yet."""
    return SessionQuestionFactory(
        session=session, chosen__enterprise=district.firm, department=district.bureau
    )


@pytest.fixture
def sent(district, question):
    services.session_send(actor=district.officer, session=question.session)
    question.refresh_from_db()
    return question


def facts(district, **changed):
    held_at = timezone.make_aware(datetime(2026, 9, 1, 14, 0))
    return {
        "theme": "人才政策面对面",
        "kind": Session.Kind.FACE_TO_FACE,
        "held_at": held_at,
        "place": "区行政中心",
        "town": district.town,
        "leader": district.leader,
        "answers_due_on": date(2026, 8, 28),
        "resolve_days": 10,
        **changed,
    }


def test_the_visit_office_plans_a_session(district):
    assert services.session_save(actor=district.officer, **facts(district)).pk
    with pytest.raises(NotYou):
        services.session_save(actor=district.head, **facts(district))


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("answers_due_on", date(2026, 9, 2)),
        ("leader", "head"),
        ("ends_on", date(2026, 8, 31)),
    ],
)
def test_what_cannot_be_names_its_field(district, field, wrong):
    changed = {field: getattr(district, wrong) if isinstance(wrong, str) else wrong}
    with pytest.raises(NotSo) as refusal:
        services.session_save(actor=district.officer, **facts(district, **changed))
    assert list(refusal.value.fields) == [field]


def test_a_session_may_last_several_days(district, signed_in):
    session = services.session_save(
        actor=district.officer, **facts(district, ends_on=date(2026, 9, 3))
    )
    page = signed_in(district.officer).get(reverse("visits:session_detail", args=[session.pk]))
    assert 'datetime="2026-09-03"' in page.text


FOUND = (
    ({"q": "人才"}, ["人才政策面对面"]),
    ({"q": "东湖"}, ["用工专场"]),
    ({"q": "政策 行政中心"}, ["人才政策面对面"]),
    ({"q": "没有这个"}, []),
    ({"state": "planned"}, ["用工专场", "人才政策面对面"]),
    ({"state": "closed"}, []),
    ({"kind": "on_site"}, ["用工专场"]),
    ({"held_before": "2026-09-01"}, ["人才政策面对面"]),
    ({"sort": "held"}, ["人才政策面对面", "用工专场"]),
    ({"sort": "answers"}, ["用工专场", "人才政策面对面"]),
)


@pytest.mark.parametrize(("asked", "themes"), FOUND)
def test_the_list_is_filtered_and_sorted(district, signed_in, asked, themes):
    services.session_save(actor=district.officer, **facts(district))
    later = services.session_save(
        actor=district.officer,
        **facts(
            district,
            theme="用工专场",
            kind=Session.Kind.ON_SITE,
            place="镇政府",
            held_at=timezone.make_aware(datetime(2026, 9, 8, 9, 0)),
            answers_due_on=date(2026, 8, 20),
        ),
    )
    firm = EnterpriseFactory(name="东湖精密机械有限公司")
    services.session_enterprise_add(
        actor=district.officer, session=later, enterprise=firm, reason="订单下滑"
    )
    page = signed_in(district.officer).get(reverse("visits:session_list"), asked)
    assert [row.theme for row in page.context["page"].rows] == themes


def test_a_unit_does_not_find_a_session_by_whom_it_may_not_see(district, sent, signed_in):
    other = SessionEnterpriseFactory(session=sent.session, enterprise__name="西山化工有限公司")
    head = signed_in(district.head)
    found = {
        name: [
            row.pk for row in head.get(reverse("visits:session_list"), {"q": name}).context["page"]
        ]
        for name in (other.enterprise.name, district.firm.name)
    }
    assert found == {other.enterprise.name: [], district.firm.name: [sent.session_id]}


WAITS = (("head", True), ("handler", True), ("officer", False), ("leader", False))


@pytest.mark.parametrize(("who", "waits"), WAITS)
def test_whoever_is_asked_finds_the_question_in_their_work(district, sent, signed_in, who, waits):
    client = signed_in(getattr(district, who))
    address = reverse("visits:session_answer", args=[sent.pk])
    home = client.get(reverse("reports:home")).text
    assert (address in home) is waits
    services.session_answer(actor=district.head, question=sent, text="已核实")
    assert address not in client.get(reverse("reports:home")).text


def test_a_late_answer_says_so(district, sent, signed_in):
    Session.objects.update(answers_due_on=timezone.localdate() - timedelta(days=1))
    home = signed_in(district.head).get(reverse("reports:home")).text
    assert "light-late" in home


def test_the_case_names_the_session_it_came_out_of(district, sent, signed_in):
    services.session_open(actor=district.leader, session=sent.session)
    services.question_decide(
        actor=district.leader, question=sent, decision="dispatch", unit=district.bureau
    )
    case = services.session_close(actor=district.officer, session=sent.session)[0]
    page = signed_in(district.head).get(case.get_absolute_url()).text
    assert reverse("visits:session_detail", args=[sent.session_id]) in page


def test_an_enterprise_is_chosen_once_and_with_a_reason(district, session):
    chosen = {"actor": district.officer, "session": session, "enterprise": district.firm}
    with pytest.raises(NotSo):
        services.session_enterprise_add(**chosen, reason=" ")
    services.session_enterprise_add(**chosen, reason="用工缺口大")
    with pytest.raises(NotSo):
        services.session_enterprise_add(**chosen, reason="再次选取")


def test_an_enterprise_that_asked_stays(district, question):
    with pytest.raises(NotSo):
        services.session_enterprise_remove(actor=district.officer, chosen=question.chosen)


def test_each_unit_asked_is_told_once_a_sending(district, session, question):
    SessionQuestionFactory(session=session, chosen=question.chosen, department=district.bureau)
    assert services.session_send(actor=district.officer, session=session) == 1
    told = Notice.objects.filter(template="visits.session_asks")
    assert [notice.recipient for notice in told] == [district.head]
    with pytest.raises(NotSo):
        services.session_send(actor=district.officer, session=session)


def test_a_question_for_nobody_is_not_sent(district, session):
    SessionQuestionFactory(session=session, department=None)
    with pytest.raises(NotSo):
        services.session_send(actor=district.officer, session=session)


def test_the_unit_asked_answers_beforehand(district, sent):
    services.session_answer(actor=district.head, question=sent, text="可申请培训补贴")
    sent.refresh_from_db()
    assert (sent.preliminary, sent.preliminary_by) == ("可申请培训补贴", district.head)
    assert sent.version == 1


def test_another_unit_may_not_answer(district, sent):
    other = MembershipFactory(role=Role.UNIT_HEAD).user
    with pytest.raises(NotYou):
        services.session_answer(actor=other, question=sent, text="代答")


def test_an_answer_does_not_write_over_another(district, sent):
    services.session_answer(actor=district.head, question=sent, text="甲", seen_version=0)
    with pytest.raises(NotNow):
        services.session_answer(actor=district.head, question=sent, text="乙", seen_version=0)
    sent.refresh_from_db()
    assert sent.preliminary == "甲"


def test_the_second_to_answer_is_told_keeps_the_words_and_may_insist(district, sent, signed_in):
    services.session_answer(actor=district.head, question=sent, text="甲", seen_version=0)
    handler = signed_in(district.handler)
    address = reverse("visits:session_answer", args=[sent.pk])
    page = handler.post(address, {"text": "乙", "seen_version": 0}).text
    assert str(district.head) in page
    assert "甲" in page
    assert "乙</textarea>" in page
    assert 'name="seen_version" value="1"' in page
    handler.post(address, {"text": "乙", "seen_version": 1})
    sent.refresh_from_db()
    assert sent.preliminary == "乙"


def test_a_unit_sees_only_what_is_sent_to_it(district, question):
    assert not Session.objects.visible_to(district.head).exists()
    services.session_send(actor=district.officer, session=question.session)
    other = SessionQuestionFactory(session=question.session, asked_at=timezone.now())
    assert Session.objects.visible_to(district.head).get() == question.session
    assert SessionQuestion.objects.visible_to(district.head).get() == question
    chosen = selectors.session_chosen(session=question.session, user=district.head)
    assert [one.pk for one in chosen] == [question.chosen_id]
    assert SessionQuestion.objects.visible_to(district.leader).count() == 2
    assert other.department_id != district.bureau.pk


def test_after_the_meeting_nothing_is_prepared(district, question):
    Session.objects.update(state=SessionState.MEETING)
    with pytest.raises(NotNow):
        services.session_question_add(
            actor=district.officer, chosen=question.chosen, title="又一问"
        )


def test_a_session_is_prepared_page_by_page(district, signed_in):
    office = signed_in(district.officer)
    held_at = timezone.localtime() + timedelta(days=10)
    form = {
        **facts(district, town=district.town.pk, leader=district.leader.pk),
        "held_at": held_at.strftime("%Y-%m-%dT%H:%M"),
        "answers_due_on": timezone.localdate().isoformat(),
    }
    answer = office.post(reverse("visits:session_create"), form)
    session = Session.objects.get()
    detail = reverse("visits:session_detail", args=[session.pk])
    assert answer.headers["location"] == detail
    firm = EnterpriseFactory(name="东湖精密机械有限公司")
    address = reverse("visits:session_choose", args=[session.pk])
    office.post(address, {"enterprise": firm.pk, "reason": "订单下滑"})
    address = reverse("visits:session_question", args=[session.chosen.get().pk])
    office.post(address, {"title": "缺焊工", "department": district.bureau.pk})
    office.post(reverse("visits:session_send", args=[session.pk]))
    head = signed_in(district.head)
    assert "缺焊工" in head.get(detail).text
    address = reverse("visits:session_answer", args=[session.questions.get().pk])
    assert "东湖精密机械有限公司" in head.get(address).text
    head.post(address, {"text": "组织专场招聘", "seen_version": 0})
    assert "组织专场招聘" in head.get(detail).text


MAIN = (
    ("officer", "planned", "Choose an enterprise"),
    ("officer", "to send", "Send the questions"),
    ("officer", "sent", "Open the meeting"),
    ("head", "sent", "Give the preliminary answer"),
    ("head", "answered", ""),
    ("leader", "sent", "Open the meeting"),
    ("leader", "to send", ""),
    ("officer", "meeting", "To the meeting"),
    ("head", "meeting", ""),
    ("officer", "closed", "Handling list"),
    ("head", "closed", "Handling list"),
)


@pytest.mark.parametrize(("who", "stage", "words"), MAIN)
def test_one_thing_is_to_be_done_next(district, session, signed_in, who, stage, words):
    if stage != "planned":
        question = SessionQuestionFactory(session=session, department=district.bureau)
    if stage not in ("planned", "to send"):
        services.session_send(actor=district.officer, session=session)
    if stage == "answered":
        services.session_answer(actor=district.head, question=question, text="已核实")
    if stage in ("meeting", "closed"):
        services.session_open(actor=district.officer, session=session)
    if stage == "closed":
        services.question_decide(actor=district.leader, question=question, decision="answered")
        services.session_close(actor=district.officer, session=session)
    page = signed_in(getattr(district, who)).get(
        reverse("visits:session_detail", args=[session.pk])
    )
    main = re.findall(r'btn btn-primary"[^>]*>(?:<svg.*?</svg>)?([^<]*)<', page.text)
    assert set(main) == ({words} if words else set())


@pytest.mark.parametrize("number", [2, 20])
def test_the_list_asks_no_more_for_more_rows(
    district, signed_in, number, django_assert_num_queries
):
    for _each in range(number):
        SessionQuestionFactory()
    client = signed_in(district.officer)
    with django_assert_num_queries(LIST_QUERIES):
        client.get(reverse("visits:session_list"))


@pytest.mark.parametrize("number", [2, 20])
def test_the_page_asks_no_more_for_more_questions(
    district, session, signed_in, number, django_assert_num_queries
):
    for _each in range(number):
        SessionQuestionFactory(session=session, department=district.bureau)
    client = signed_in(district.officer)
    with django_assert_num_queries(DETAIL_QUERIES):
        client.get(reverse("visits:session_detail", args=[session.pk]))
