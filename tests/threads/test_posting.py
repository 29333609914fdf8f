"""Writing into a thread: who may, what is refused, who is told, and only once."""

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.errors import NotNow, NotSo, NotYou
from core.models import TrailEntry
from notices.models import Notice
from organizations.roles import Role
from tests.factories import CaseFactory, EnterpriseFactory, StoredFileFactory, ThreadFactory
from threads.models import Mention, Post, ReadMark, Thread
from threads.services import posts
from threads.services.posts import FILES_MOST, TEXT_LONGEST


def told(person=None):
    """Who was told what, each notice once."""
    notices = Notice.objects.filter(template__startswith="threads.")
    notices = notices.filter(recipient=person) if person else notices
    return sorted(notices.values_list("recipient__username", "template"))


def test_the_first_post_opens_the_thread_and_the_next_goes_into_the_same(district, write):
    first, second = write(), write(district.officer)
    assert first.thread == second.thread == Thread.objects.get()
    assert first.thread.subject == district.firm


def test_the_thread_of_a_case_is_another(district, case, write):
    assert write().thread != write(district.handler, subject=case).thread


@pytest.mark.parametrize(
    "facts",
    [
        {"case": None, "enterprise": None},
        {"both": True},
        {"again": True},
    ],
    ids=["about nothing", "about two things", "a second about the same"],
)
@pytest.mark.django_db
def test_the_database_refuses_a_thread(facts):
    enterprise = EnterpriseFactory()
    if facts.pop("both", False):
        facts = {"enterprise": enterprise, "case": CaseFactory()}
    if facts.pop("again", False):
        ThreadFactory(enterprise=enterprise)
        facts = {"enterprise": enterprise}
    with pytest.raises(IntegrityError), transaction.atomic():
        ThreadFactory(**facts)


def test_pressed_twice_it_is_saved_once(district, write):
    key = uuid.uuid4()
    facts = {"submission_key": key, "people": [district.officer]}
    assert write(**facts) == write(**facts)
    assert (Post.objects.count(), len(told()), TrailEntry.objects.count()) == (1, 1, 1)


def test_two_presses_at_once_save_once(district, write, monkeypatch):
    """Neither sees the other's post before it writes; the database lets one of them through."""
    key, found = uuid.uuid4(), posts._already_saved
    first = write(submission_key=key)
    blind = iter([True, False])
    monkeypatch.setattr(
        posts, "_already_saved", lambda *facts: None if next(blind) else found(*facts)
    )
    assert write(submission_key=key) == first
    assert (Post.objects.count(), Thread.objects.count()) == (1, 1)


def test_a_key_used_elsewhere_saves_nothing(district, case, write):
    key = uuid.uuid4()
    write(submission_key=key)
    for author, subject, text in (
        (district.officer, district.firm, "企业反映招工难"),
        (district.visitor, district.firm, "返回上一页另写一条"),
        (district.officer, case, "企业反映招工难"),
    ):
        with pytest.raises(NotNow):
            write(author, text, subject=subject, submission_key=key)
    assert Post.objects.count() == 1


WRITERS = {
    "visitor": True,
    "town_head": True,
    "officer": True,
    "leader": True,
    "head": False,
    "handler": False,
}


@pytest.mark.parametrize(("name", "may"), WRITERS.items())
def test_who_sees_the_enterprise_may_write_about_it(district, write, name, may):
    if may:
        assert write(getattr(district, name)).pk
    else:
        with pytest.raises(NotYou):
            write(getattr(district, name))


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.REPORT_STAFF, Role.ADMINISTRATOR])
def test_who_only_reads_does_not_write(district, write, person_with, role):
    with pytest.raises(NotYou):
        write(person_with(role, district.root))


def test_an_invented_permission_opens_nothing(district, write):
    post = write()
    for nobody in (None, object()):
        assert not Thread.objects.visible_to(nobody).exists()
        assert not Post.objects.visible_to(nobody).exists()
    assert Post.objects.visible_to(district.visitor).get() == post


WRONG = [
    ({"text": "  "}, "text"),
    ({"text": "好" * (TEXT_LONGEST + 1)}, "text"),
    ({"needs_answer": True}, "people"),
    ({"people": ["visitor"]}, "people"),
    ({"people": ["handler"]}, "people"),
    ({"people": ["officer", "head"], "needs_answer": True}, "people"),
]


@pytest.mark.parametrize(("entered", "field"), WRONG)
def test_what_cannot_be_names_its_field_and_saves_nothing(district, write, entered, field):
    people = [getattr(district, name) for name in entered.pop("people", ())]
    with pytest.raises(NotSo) as refusal:
        write(people=people, **entered)
    assert list(refusal.value.fields) == [field]
    assert not Post.objects.exists()


def test_who_may_not_see_it_is_named_in_the_refusal(district, write):
    with pytest.raises(NotSo) as refusal:
        write(people=[district.handler])
    assert refusal.value.fields["people"].startswith("handler may not see")


def test_who_only_reads_is_mentioned_but_not_asked(district, write, person_with):
    auditor = person_with(Role.AUDITOR, district.root)
    assert write(people=[auditor]).mentions.get().person == auditor
    with pytest.raises(NotSo) as refusal:
        write(people=[auditor], needs_answer=True)
    assert "cannot be asked" in refusal.value.fields["people"]


def test_too_many_files_are_refused_and_a_photo_alone_is_enough(district, write):
    files = [StoredFileFactory(uploaded_by=district.visitor) for _n in range(FILES_MOST + 1)]
    with pytest.raises(NotSo):
        write(files=files)
    assert write(text="", files=files[1:]).files.count() == FILES_MOST


def test_each_person_mentioned_is_told_once_and_takes_part(district, write):
    write(people=[district.officer, district.town_head])
    assert told() == [("officer", "threads.mentioned"), ("town_head", "threads.mentioned")]
    assert ReadMark.objects.filter(takes_part=True).count() == 3


def test_a_notice_says_where_and_never_what(district, case, write):
    write(district.handler, "工资明细见附件", subject=case, people=[district.head])
    write(text="老板手机号", people=[district.officer])
    of_case, of_firm = Notice.objects.filter(template="threads.mentioned").order_by("id")
    assert of_case.url.startswith(f"/threads/cases/{case.number}/")
    assert (of_case.reference, of_firm.reference) == (case.number, "")
    assert "工资" not in of_case.title + of_case.body
    assert "手机" not in of_firm.title + of_firm.body


def test_who_is_replied_to_is_told_unless_they_lost_sight_of_it(district, case, write):
    asked = write(district.handler, subject=case)
    write(district.head, subject=case, replies_to=asked)
    assert told() == [("handler", "threads.replied")]
    case.handler = None
    case.save()
    write(district.officer, subject=case, replies_to=asked)
    assert told(district.handler) == [("handler", "threads.replied")]


def test_a_reply_goes_to_a_post_of_the_same_thread(district, case, write):
    elsewhere = write()
    with pytest.raises(NotNow):
        write(district.officer, subject=case, replies_to=elsewhere)


def test_the_trail_keeps_that_not_what_was_written(district, write):
    post = write(text="密", people=[district.officer], needs_answer=True)
    line = TrailEntry.objects.get(action="thread_post")
    assert (line.subject_label, line.actor) == (district.firm.name, district.visitor)
    assert line.changes == {"post": post.pk, "people": "officer", "needs_answer": True}


def test_the_database_refuses_a_second_mention_and_an_empty_settling(district, write):
    post = write(people=[district.officer], needs_answer=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mention.objects.create(post=post, person=district.officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        post.mentions.update(settled_at=timezone.now(), settled_by=district.officer)
