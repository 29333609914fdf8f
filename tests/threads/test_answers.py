"""Every matter gets an answer; a post may be withdrawn; a promise becomes a case."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.errors import NotNow, NotSo, NotYou
from core.models import TrailEntry
from issues.models import Case
from notices.models import Notice
from reports.selectors.home import questions_asked
from tests.factories import StoredFileFactory, UserFactory
from threads import selectors, services
from threads.models import Post, PromisedCase
from threads.models.post import WITHDRAW_WITHIN
from threads.services import filled_in


@pytest.fixture
def question(district, write):
    """Put to the visit office and to the town."""
    return write(people=[district.officer, district.town_head], needs_answer=True)


def waiting(*people):
    return [selectors.asks_of_me(user=person).count() for person in people]


def test_a_question_waits_with_each_person_asked_until_they_reply(district, write, question):
    assert waiting(district.officer, district.town_head, district.visitor) == [1, 1, 0]
    assert questions_asked(user=district.officer).rows[0].post == question
    answer = write(district.officer, "已联系技校", replies_to=question)
    assert waiting(district.officer, district.town_head) == [0, 1]
    assert questions_asked(user=district.officer) is None
    assert question.mentions.get(person=district.officer).answer == answer


def test_a_post_that_is_no_reply_and_a_reply_by_another_answer_nothing(district, write, question):
    write(district.officer)
    write(district.leader, replies_to=question)
    assert waiting(district.officer, district.town_head) == [1, 1]


SETTLERS = {"visitor": [0, 0], "officer": [0, 1], "town_head": [1, 0]}


@pytest.mark.parametrize(("name", "left"), SETTLERS.items())
def test_who_was_asked_settles_for_themselves_and_who_asked_for_all(district, question, name, left):
    services.ask_settle(actor=getattr(district, name), post=question, words="当面说清")
    assert waiting(district.officer, district.town_head) == left
    assert TrailEntry.objects.get(action="thread_settle").note == "当面说清"
    with pytest.raises(NotNow):
        services.ask_settle(actor=getattr(district, name), post=question, words="再说一次")


def test_settling_takes_words_and_a_part_in_it(district, question):
    with pytest.raises(NotSo):
        services.ask_settle(actor=district.officer, post=question, words=" ")
    for name, refusal in (("leader", NotYou), ("handler", NotYou)):
        with pytest.raises(refusal):
            services.ask_settle(actor=getattr(district, name), post=question, words="好")
    assert waiting(district.officer, district.town_head) == [1, 1]


def test_a_question_whose_thread_one_may_no_longer_see_waits_no_more(district, case, write):
    write(district.head, subject=case, people=[district.handler], needs_answer=True)
    assert waiting(district.handler) == [1]
    Case.objects.update(handler=None)
    assert waiting(district.handler) == [0]


WINDOWS = [
    (timedelta(0), True),
    (WITHDRAW_WITHIN - timedelta(seconds=5), True),
    (WITHDRAW_WITHIN + timedelta(seconds=5), False),
]


@pytest.mark.parametrize(("ago", "may"), WINDOWS, ids=["at once", "just in time", "too late"])
def test_a_post_is_withdrawn_for_some_minutes(district, question, ago, may):
    Post.objects.update(posted_at=timezone.now() - ago)
    if not may:
        with pytest.raises(NotNow):
            services.post_withdraw(actor=district.visitor, post=question)
        return
    for _press in range(2):
        services.post_withdraw(actor=district.visitor, post=question)
    question.refresh_from_db()
    assert question.withdrawn_at
    assert question.text
    assert waiting(district.officer, district.town_head) == [0, 0]
    assert TrailEntry.objects.filter(action="thread_withdraw").count() == 1


def test_only_its_author_withdraws_a_post_and_none_that_became_a_case(district, question):
    with pytest.raises(NotYou):
        services.post_withdraw(actor=district.officer, post=question)
    services.post_make_case(actor=district.officer, post=question, kind="issue", title="招工")
    with pytest.raises(NotNow):
        services.post_withdraw(actor=district.visitor, post=question)


def test_a_promise_becomes_one_case_with_its_files_however_often_one_presses(district, write):
    photo = StoredFileFactory(uploaded_by=district.visitor)
    post = write(text="下周带技校来厂对接。另有班车问题", files=[photo])
    made = {
        services.post_make_case(actor=district.officer, post=post, **filled_in(post))
        for _press in range(2)
    }
    case = made.pop()
    assert not made
    assert (case.title, case.description) == ("下周带技校来厂对接", post.text)
    assert (case.enterprise, case.source, case.kind) == (district.firm, "thread", "demand")
    assert case.attachments.get().stored == photo
    assert Notice.objects.get(template="threads.promised").recipient == district.visitor
    assert selectors.promise_behind(user=district.visitor, case=case).post == post
    assert TrailEntry.objects.get(action="thread_promise").note == str(case)


def test_from_the_thread_of_a_case_comes_another_case_of_the_same_enterprise(district, case, write):
    post = write(district.handler, "另外厂里缺班车", subject=case)
    other = services.post_make_case(actor=district.officer, post=post, **filled_in(post))
    assert other != case
    assert other.enterprise == case.enterprise


def test_the_database_holds_one_case_to_a_post(district, question, case):
    PromisedCase.objects.create(
        post=question, case=case, made_by=district.officer, made_at=timezone.now()
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        PromisedCase.objects.create(
            post=question, case=case, made_by=district.officer, made_at=timezone.now()
        )


def test_a_case_is_made_by_those_who_register_cases_and_of_posts_that_stand(district, question):
    with pytest.raises(NotYou):
        services.post_make_case(actor=district.visitor, post=question, kind="demand", title="招工")
    services.post_withdraw(actor=district.visitor, post=question)
    with pytest.raises(NotNow):
        services.post_make_case(actor=district.officer, post=question, kind="demand", title="招工")
    assert not Case.objects.exists()


@pytest.mark.parametrize(("kind", "title"), [("hazard", "漏电"), ("demand", "  ")])
def test_a_hazard_or_an_untitled_case_is_not_made_of_a_post(district, question, kind, title):
    with pytest.raises(NotSo):
        services.post_make_case(actor=district.officer, post=question, kind=kind, title=title)
    assert not PromisedCase.objects.exists()


def test_the_post_behind_a_case_is_shown_to_its_readers_only(district, question):
    case = services.post_make_case(
        actor=district.officer, post=question, kind="demand", title="招工"
    )
    assert selectors.promise_behind(user=UserFactory(), case=case) is None
