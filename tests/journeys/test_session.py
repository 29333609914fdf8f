"""A session of 13 firms and 19 questions: 6 answered at once, 13 with plan and route."""

import pytest
from playwright.sync_api import expect

from calendars.selectors import load_calendar
from calendars.units import LengthUnit
from issues.models import Case
from issues.workflow import Stage
from tests.factories import SessionEnterpriseFactory, SessionFactory, SessionQuestionFactory
from tests.handed import sheets_of
from tests.journeys.steps import choose
from visits import services
from visits.models import SessionQuestion

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

FIRMS, QUESTIONS, ANSWERED = 13, 19, 6


@pytest.fixture
def session(district):
    """Sent to the bureau with all its questions but one, which is asked at the meeting."""
    session = SessionFactory(theme="制造业用工专场", leader=district.leader)
    chosen = [SessionEnterpriseFactory(session=session) for _each in range(FIRMS)]
    for place in range(QUESTIONS - 1):
        SessionQuestionFactory(
            session=session,
            chosen=chosen[place % FIRMS],
            title=f"用工问题{place + 1}",
            department=district.bureau,
        )
    services.session_send(actor=district.officer, session=session)
    return session


def test_thirteen_firms_and_nineteen_questions(district, session, open_page, look):
    address = f"/visits/sessions/{session.pk}/"
    office, leader = open_page("desk", district.officer), open_page("phone", district.leader)
    the_unit_answers_from_its_work(district, session, open_page, look)
    the_office_opens(office, address, look)
    leader.goto(f"{address}meeting/")
    look(leader)
    first, second, *others = session.questions.order_by("pk")
    one_decides_and_the_other_sees_it(office, leader, first)
    both_decide_the_same(district, office, leader, second)
    a_question_is_asked_on_the_spot(office, leader, session)
    asked = SessionQuestion.objects.get(title="食堂补贴能否申请")
    the_rest_is_decided(district, [*others, asked])
    the_office_closes(office, look)
    expect(leader.locator("#agenda .btn-primary")).to_be_visible(timeout=10_000)
    leader.goto(f"{address}handling/")
    look(leader)
    expect(office.locator("main table").first.locator("tbody tr")).to_have_count(QUESTIONS)
    its_workbook_says_the_same(office)
    its_cases_are_due_in_ten_working_days(district, office)


def the_unit_answers_from_its_work(district, session, open_page, look) -> None:
    phone = open_page("phone", district.head)
    phone.goto("/")
    look(phone)
    question = session.questions.order_by("pk").first()
    phone.click(f'a[href="/visits/sessions/questions/{question.pk}/answer/"]')
    phone.fill("[name=text]", "可组织专场招聘")
    look(phone)
    phone.click(".form-actions .btn-primary")
    expect(phone.locator(f"#question-{question.pk}")).to_contain_text("可组织专场招聘")
    look(phone)
    phone.close()


def the_office_opens(office, address: str, look) -> None:
    office.goto(address)
    look(office)
    office.click(".page-actions .btn-primary")
    office.click("#confirm [value=yes]")
    office.wait_for_url(f"**{address}meeting/")
    look(office)


def one_decides_and_the_other_sees_it(office, leader, question) -> None:
    typed = leader.locator(f"[name=q{question.pk}-text]")
    typed.fill("领导正在记录的要点")
    card = office.locator(f"#question-{question.pk}")
    expect(card).to_contain_text("可组织专场招聘")
    card.locator("textarea").fill("会上当面答复")
    card.locator(".btn-primary").click()
    expect(card.locator("[role=status]")).to_contain_text("会上当面答复")
    told = leader.locator(f"#stands-{question.pk}")
    expect(told).to_contain_text("会上当面答复", timeout=10_000)
    expect(typed).to_have_value("领导正在记录的要点")


def both_decide_the_same(district, office, leader, question) -> None:
    card = leader.locator(f"#question-{question.pk}")
    card.locator("textarea").fill("领导的答复")
    services.question_decide(
        actor=district.officer, question=question, decision="answered", seen_version=0
    )
    card.locator(".btn-primary").click()
    expect(card.locator(".alert-danger")).to_contain_text(district.officer.full_name)
    expect(card.locator("textarea")).to_have_value("领导的答复")
    card.locator(".btn-primary").click()
    expect(card.locator("[role=status]")).to_contain_text("领导的答复")


def a_question_is_asked_on_the_spot(office, leader, session) -> None:
    last = session.chosen.order_by("pk").last()
    office.locator(f"#add-{last.pk} a").click()
    form = office.locator(f"#add-{last.pk} form")
    form.locator("[name=title]").fill("食堂补贴能否申请")
    form.locator(".btn-primary").click()
    for page in (office, leader):
        part = page.locator(f"#questions-{last.pk}")
        expect(part.get_by_text("食堂补贴能否申请")).to_have_count(1, timeout=10_000)
    asked = SessionQuestion.objects.get(title="食堂补贴能否申请")
    card = office.locator(f"#question-{asked.pk}")
    card.locator("label", has=office.locator("[value=plan]")).click()
    choose(office, f"id_q{asked.pk}-unit", "人力", "人力资源和社会保障局")
    card.locator("textarea").click()
    card.locator("textarea").fill("分两步走")
    card.locator(".btn-primary").click()
    expect(card.locator("[role=status]")).to_contain_text("分两步走")


def the_rest_is_decided(district, questions) -> None:
    for place, question in enumerate(questions):
        facts = {"decision": "answered"}
        if place >= ANSWERED - 2:
            facts = {"decision": "plan", "text": "分两步走", "unit": district.bureau}
        services.question_decide(actor=district.leader, question=question, **facts)


def the_office_closes(office, look) -> None:
    expect(office.locator(".agenda-sum")).to_contain_text(f"已确定 {QUESTIONS} 个", timeout=10_000)
    office.click(".page-actions .btn-primary")
    office.click("#confirm [value=yes]")
    office.wait_for_url("**/handling/")
    look(office)


def its_workbook_says_the_same(office) -> None:
    with office.expect_download() as download:
        office.click(".page-actions a.btn-primary")
    handling, phones = sheets_of(download.value.path().read_bytes()).values()
    decided = [row[2] for row in handling]
    assert len(decided) == QUESTIONS
    assert (decided.count("当场答复"), decided.count("方案和路径")) == (
        ANSWERED,
        QUESTIONS - ANSWERED,
    )
    assert len(phones) == 1


def its_cases_are_due_in_ten_working_days(district, office) -> None:
    cases = Case.objects.filter(source=Case.Source.SESSION, lead_unit=district.bureau)
    assert cases.count() == QUESTIONS - ANSWERED
    for row in (case.deadlines.get(stage=Stage.RESOLVE) for case in cases):
        ten_days = load_calendar().due_after(row.started_at, 10, LengthUnit.WORKING_DAY)[0]
        assert row.due_at == ten_days
    office.goto(cases.first().get_absolute_url())
    expect(office.locator(".why li", has_text="制造业用工专场")).to_have_count(1)
