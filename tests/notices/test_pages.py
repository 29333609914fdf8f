"""My notices: only mine, unread first, and one press to what each tells about."""

import pytest
from django.utils import timezone

from notices.selectors import unread_count
from tests.factories import NoticeFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_an_empty_list_says_what_will_stand_there(signed_in):
    assert "Whatever needs you" in signed_in(UserFactory()).get("/notices/").content.decode()


def test_the_list_shows_mine_and_nobody_elses(signed_in):
    mine, other = NoticeFactory(), NoticeFactory()
    page = signed_in(mine.recipient).get("/notices/").content.decode()
    assert mine.label in page
    assert other.label not in page


def test_opening_marks_as_read_and_goes_there(signed_in):
    notice = NoticeFactory(url="/calendar/2026/")
    assert signed_in(notice.recipient).get(f"/notices/{notice.pk}/").url == "/calendar/2026/"
    assert unread_count(user=notice.recipient) == 0


@pytest.mark.parametrize("url", ["", "//elsewhere.example/", "https://elsewhere.example/"])
def test_a_notice_leads_nowhere_but_into_this_site(url, signed_in):
    notice = NoticeFactory(url=url)
    assert signed_in(notice.recipient).get(f"/notices/{notice.pk}/").url == "/notices/"


def test_another_persons_notice_is_not_found(signed_in):
    notice = NoticeFactory()
    assert signed_in(UserFactory()).get(f"/notices/{notice.pk}/").status_code == 404
    assert unread_count(user=notice.recipient) == 1


def test_all_are_marked_as_read_by_one_press(signed_in):
    user = UserFactory()
    NoticeFactory.create_batch(3, recipient=user)
    page = signed_in(user).post("/notices/read/", follow=True).content.decode()
    assert "3 notices marked as read" in page
    assert "Mark all as read" not in page


def test_the_bell_counts_the_unread_and_no_further_than_99(signed_in):
    user = UserFactory()
    browser = signed_in(user)
    NoticeFactory(recipient=user, read_at=timezone.now())
    assert "bell-count" not in browser.get("/notices/").content.decode()
    NoticeFactory.create_batch(2, recipient=user)
    assert (
        '<span class="bell-count" aria-hidden="true">2<'
        in browser.get("/notices/").content.decode()
    )
    NoticeFactory.create_batch(100, recipient=user)
    assert ">99+<" in browser.get("/notices/").content.decode()


@pytest.mark.parametrize("rows", [2, 30])
def test_the_list_costs_the_same_at_any_length(rows, signed_in, django_assert_num_queries):
    user = UserFactory()
    NoticeFactory.create_batch(rows, recipient=user)
    browser = signed_in(user)
    with django_assert_num_queries(8):
        browser.get("/notices/")


def test_a_long_list_goes_on_by_pages(signed_in):
    user = UserFactory()
    notices = NoticeFactory.create_batch(31, recipient=user)
    browser = signed_in(user)
    first = browser.get("/notices/")
    second = browser.get(f"/notices/?after={first.context['page'].after}")
    assert [notice.pk for notice in second.context["page"]] == [notices[0].pk]
