"""Reading a thread: windows, marks, what is new, who has read what, and what comes in meanwhile."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from organizations.roles import Role
from tests.factories import (
    EnterpriseFactory,
    MembershipFactory,
    PostFactory,
    PostFileFactory,
    ThreadFactory,
)
from threads import selectors, services
from threads.models import Mention, ReadMark, Thread
from threads.selectors.posts import WINDOW

LIST_QUERIES = 12
THREAD_QUERIES = 18
NEWS_QUERIES = 18


@pytest.fixture
def thread(district):
    return ThreadFactory(enterprise=district.firm)


@pytest.fixture
def address(district):
    return reverse("threads:of_enterprise", args=[district.firm.pk])


def up_to(person):
    return ReadMark.objects.filter(person=person).values_list("up_to", flat=True).first()


def test_what_the_page_shows_is_read_and_the_mark_never_goes_back(
    district, thread, address, signed_in
):
    posts = PostFactory.create_batch(3, thread=thread)
    client = signed_in(district.officer)
    client.get(f"{address}?before={posts[2].pk}")
    assert up_to(district.officer) == posts[1].pk
    client.get(address)
    client.get(f"{address}?before={posts[1].pk}")
    assert up_to(district.officer) == posts[2].pk
    services.thread_read(actor=district.officer, thread=thread, up_to=posts[0].pk)
    assert up_to(district.officer) == posts[2].pk


def test_new_posts_are_counted_but_not_my_own_and_not_withdrawn_ones(district, thread):
    first = PostFactory(thread=thread)
    services.thread_read(actor=district.officer, thread=thread, up_to=first.pk)
    PostFactory(thread=thread)
    PostFactory(thread=thread, author=district.officer)
    PostFactory(thread=thread, withdrawn_at=timezone.now() + timedelta(seconds=1))
    standing = selectors.standing_about(user=district.officer, subject=district.firm)
    assert standing.unread == 1
    assert selectors.standing_about(user=district.visitor, subject=district.firm).unread == 3


def test_who_has_read_a_post_is_counted_and_named_without_its_author(district, thread, signed_in):
    posts = [PostFactory(thread=thread, author=district.visitor) for _n in range(2)]
    for person, post in (
        (district.officer, posts[0]),
        (district.leader, posts[1]),
        (district.visitor, posts[1]),
    ):
        services.thread_read(actor=person, thread=thread, up_to=post.pk)
    counted = selectors.readers_counted(thread=thread, posts=posts)
    assert counted == {posts[0].pk: 2, posts[1].pk: 1}
    client, url = signed_in(district.officer), reverse("threads:post_readers", args=[posts[1].pk])
    for headers in ({}, {"HX-Request": "true"}):
        page = client.get(url, headers=headers).content.decode()
        assert ("leader" in page.split("<ul")[-1], "visitor</li>" in page) == (True, False)


def windows(posts):
    """Asked for → first and last shown, and whether there is more before and after."""
    first, last = posts[0], posts[-1]
    return [
        ({}, (posts[-WINDOW], last, True, False)),
        ({"before": posts[-WINDOW].pk}, (posts[-2 * WINDOW], posts[-WINDOW - 1], True, True)),
        ({"before": posts[5].pk}, (first, posts[4], False, True)),
        ({"at": last.pk}, (posts[-WINDOW], last, True, False)),
        ({"at": posts[3].pk}, (posts[3], posts[2 + WINDOW], True, True)),
        ({"at": first.pk}, (first, posts[WINDOW - 1], False, True)),
    ]


def test_a_long_thread_is_read_a_window_at_a_time(thread):
    posts = PostFactory.create_batch(2 * WINDOW + 10, thread=thread)
    for asked, expected in windows(posts):
        window = selectors.posts_window(thread=thread, **asked)
        shown = (window.posts[0], window.posts[-1], window.has_earlier, window.has_later)
        assert shown == expected, asked


def test_what_comes_in_is_asked_for_by_the_last_post_seen(district, thread, signed_in):
    first, second = PostFactory.create_batch(2, thread=thread)
    client, url = signed_in(district.officer), reverse("threads:new", args=[thread.pk])
    page = client.get(url, {"after": first.pk}).content.decode()
    assert second.text in page
    assert first.text not in page
    assert f"after={second.pk}&amp;" in page
    assert up_to(district.officer) == second.pk
    now = {"after": second.pk, "first": first.pk, "since": int(timezone.now().timestamp())}
    assert client.get(url, now).status_code == 204
    assert client.get(url, {"after": "x" * 30}).status_code == 200


@pytest.mark.parametrize("change", ["withdrawn", "settled", "made a case"])
def test_a_page_that_is_open_hears_what_changed_in_the_posts_it_shows(
    district, write, signed_in, change
):
    post = write(people=[district.officer], needs_answer=True)
    client, url = signed_in(district.visitor), reverse("threads:new", args=[post.thread_id])
    shown = {"first": post.pk, "after": post.pk, "since": int(timezone.now().timestamp())}
    assert client.get(url, shown).status_code == 204
    if change == "withdrawn":
        services.post_withdraw(actor=district.visitor, post=post)
    elif change == "settled":
        services.ask_settle(actor=district.officer, post=post, words="电话说清")
    else:
        services.post_make_case(actor=district.officer, post=post, kind="issue", title="路")
    page = client.get(url, shown).content.decode()
    assert f'id="post-{post.pk}" hx-swap-oob="true"' in page
    assert client.get(url, shown | {"first": post.pk + 1}).status_code == 204


def test_a_withdrawn_post_shows_that_it_was_and_nothing_of_what_it_said(
    district, thread, address, signed_in
):
    post = PostFactory(thread=thread, text="不该发的话", author=district.visitor)
    file = PostFileFactory(post=post)
    client, url = (
        signed_in(district.officer),
        reverse("threads:post_file", args=[post.pk, file.stored_id]),
    )
    assert client.get(url).status_code == 200
    services.post_withdraw(actor=district.visitor, post=post)
    for path in (
        address,
        reverse("threads:list"),
        reverse("enterprises:detail", args=[district.firm.pk]),
    ):
        page = client.get(path).content.decode()
        assert "不该发的话" not in page
    assert "Withdrawn by its author" in client.get(address).content.decode()
    assert client.get(url).status_code == 404


def test_the_case_made_of_a_post_is_shown_to_whoever_may_see_it(
    district, thread, address, signed_in
):
    post = PostFactory(thread=thread, author=district.visitor)
    case = services.post_make_case(actor=district.officer, post=post, kind="issue", title="路不平")
    office = signed_in(district.officer)
    assert f"{case.number} 路不平" in office.get(address).content.decode()
    assert f"?at={post.pk}#post-{post.pk}" in office.get(case.get_absolute_url()).content.decode()
    page = signed_in(district.visitor).get(address).content.decode()
    assert case.number not in page
    assert "This post became a case." in page


def test_the_lines_on_the_pages_below_lead_to_the_thread(district, case, thread, signed_in):
    PostFactory(thread=thread, text="新厂房下月开工")
    client = signed_in(district.officer)
    page = client.get(reverse("enterprises:detail", args=[district.firm.pk])).content.decode()
    assert "新厂房下月开工" in page
    assert "1 unread" in page
    page = client.get(case.get_absolute_url()).content.decode()
    assert f"/threads/cases/{case.number}/" in page


@pytest.mark.parametrize("asks", ["text", "people", "files"])
def test_a_refused_post_keeps_what_was_typed(district, address, signed_in, photo, asks):
    data = {"submission_key": "3f0f6c9e-6ee5-4f0b-9d1a-1f0e4c1f3a11", "text": "厂区停电两小时"}
    data |= {
        "text": {"text": "好" * 4001},
        "people": {"people": [district.handler.pk]},
        "files": {"files": [photo(b"not a picture")]},
    }[asks]
    response = signed_in(district.visitor).post(address, data)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [asks]
    assert data["text"] in response.content.decode()
    assert not Thread.objects.exists()


def test_files_that_came_with_a_refused_post_go_along_with_the_next(
    district, address, signed_in, photo
):
    client, key = signed_in(district.visitor), "3f0f6c9e-6ee5-4f0b-9d1a-1f0e4c1f3a11"
    refused = {"submission_key": key, "people": [district.handler.pk], "files": [photo()]}
    form = client.post(address, refused).context["form"]
    [(name, [kept])] = form.kept()
    client.post(address, {"submission_key": form["submission_key"].value(), name: [kept.pk]})
    assert Thread.objects.get().posts.get().files.get().stored == kept


def test_photos_are_made_clean_and_a_second_press_leads_to_the_same_post(
    district, address, signed_in, photo
):
    client = signed_in(district.visitor)
    urls = set()
    for _press in range(2):
        data = {
            "submission_key": "3f0f6c9e-6ee5-4f0b-9d1a-1f0e4c1f3a11",
            "files": [photo(), photo()],
            "people": [district.officer.pk],
            "needs_answer": "on",
        }
        urls.add(client.post(address, data).url)
    assert len(urls) == 1
    post = Thread.objects.get().posts.get()
    assert [one.stored.content_type for one in post.files.all()] == ["image/jpeg"] * 2
    stored = post.files.first().stored
    with stored.file.open("rb") as whole:
        assert "某手机".encode() not in whole.read()


def test_who_goes_back_and_writes_something_else_posts_it_with_the_next_press(
    district, address, signed_in
):
    client, key = signed_in(district.visitor), "3f0f6c9e-6ee5-4f0b-9d1a-1f0e4c1f3a11"
    client.post(address, {"submission_key": key, "text": "第一条"})
    form = client.post(address, {"submission_key": key, "text": "第二条"}).context["form"]
    assert "Press again" in str(form.non_field_errors())
    again = {"submission_key": form["submission_key"].value(), "text": form["text"].value()}
    assert client.post(address, again).status_code == 302
    assert list(Thread.objects.get().posts.values_list("text", flat=True)) == ["第一条", "第二条"]


def test_to_which_post_one_replies_stands_above_the_words_without_a_script_too(
    district, thread, address, signed_in
):
    post, elsewhere = PostFactory(thread=thread), PostFactory()
    client = signed_in(district.officer)
    page = client.get(address, {"reply": post.pk}).content.decode()
    assert f'name="replies_to" value="{post.pk}"' in page
    for wrong in (elsewhere.pk, "x", "9" * 30):
        assert 'name="replies_to"' not in client.get(address, {"reply": wrong}).content.decode()
    facts = {"submission_key": "3f0f6c9e-6ee5-4f0b-9d1a-1f0e4c1f3a11", "text": "好"}
    client.post(address, facts | {"replies_to": elsewhere.pk})
    assert not thread.posts.filter(text="好").exists()
    client.post(address, facts | {"replies_to": post.pk})
    assert thread.posts.get(text="好").replies_to == post


PLACES = {
    "visitor": {"firm"},
    "town_head": {"firm", "case"},
    "head": {"firm", "case"},
    "handler": {"firm", "case"},
    "officer": {"firm", "case", "other"},
    "leader": {"firm", "case"},
    "principal": {"firm", "case", "other"},
    "support_head": set(),
}


@pytest.mark.parametrize(("name", "places"), PLACES.items())
def test_a_thread_is_seen_by_whoever_sees_what_it_is_about(
    district, case, person_with, name, places
):
    subjects = {"firm": district.firm, "case": case, "other": EnterpriseFactory()}
    threads = {
        ThreadFactory(**{"enterprise": None, "case": None, place: one}): key
        for key, one in subjects.items()
        for place in ["case" if key == "case" else "enterprise"]
    }
    person = getattr(district, name, None) or person_with(Role.UNIT_HEAD)
    assert {threads[one] for one in Thread.objects.visible_to(person)} == places


def many(thread, number):
    for _n in range(number):
        post = PostFactory(thread=thread)
        MembershipFactory(user=post.author)
        PostFileFactory(post=post)
        Mention.objects.create(post=post, person=post.author, asks=True)


@pytest.mark.parametrize("number", [2, 20])
def test_the_page_asks_the_database_equally_often(
    district, thread, address, signed_in, number, django_assert_num_queries
):
    many(thread, number)
    client = signed_in(district.officer)
    client.get(address)
    with django_assert_num_queries(THREAD_QUERIES):
        client.get(address)
    with django_assert_num_queries(NEWS_QUERIES):
        client.get(reverse("threads:new", args=[thread.pk]), {"after": 1})


def listed(client, **query):
    page = client.get(reverse("threads:list"), query).context["page"]
    return [str(thread.firm.name) for thread in page.rows]


@pytest.mark.parametrize("number", [2, 20])
def test_the_list_asks_the_database_equally_often(
    district, write, signed_in, number, django_assert_num_queries
):
    for _n in range(number):
        write(district.officer, subject=EnterpriseFactory(town=district.town))
    client = signed_in(district.officer)
    client.get(reverse("threads:list"))
    with django_assert_num_queries(LIST_QUERIES):
        assert len(client.get(reverse("threads:list")).context["page"].rows) == number


def test_my_threads_stand_in_the_list_with_the_unread_first(district, write, signed_in):
    firms = [EnterpriseFactory(name=f"{name}厂", town=district.town) for name in "甲乙丙"]
    write(district.officer, subject=firms[0], text="请报用工计划")
    write(district.visitor, subject=firms[0], people=[district.officer], needs_answer=True)
    write(district.officer, subject=firms[1])
    write(district.visitor, subject=firms[2], text="厂房漏雨")
    client = signed_in(district.officer)
    assert listed(client) == ["甲厂", "乙厂"]
    assert listed(client, whose="all") == ["丙厂", "甲厂", "乙厂"]
    for query, found in (
        ({"stand": "unread"}, ["甲厂"]),
        ({"stand": "mine"}, ["甲厂"]),
        ({"stand": "open", "whose": "all"}, ["甲厂"]),
        ({"about": "case"}, []),
        ({"about": "enterprise"}, ["甲厂", "乙厂"]),
        ({"q": "用工"}, ["甲厂"]),
        ({"q": "乙厂"}, ["乙厂"]),
        ({"q": "漏雨"}, []),
        ({"q": "漏雨", "whose": "all"}, ["丙厂"]),
    ):
        assert listed(client, **query) == found, query


def test_the_list_leafs_page_by_page(district, write, signed_in):
    for _n in range(52):
        write(district.officer, subject=EnterpriseFactory(town=district.town))
    page = signed_in(district.officer).get(reverse("threads:list")).context["page"]
    assert (len(page.rows), bool(page.after)) == (50, True)
    more = signed_in(district.officer).get(reverse("threads:list"), {"after": page.after})
    assert len(more.context["page"].rows) == 2


def test_a_reader_without_a_part_is_shown_the_way_to_all(district, write, signed_in, person_with):
    write()
    auditor = signed_in(person_with(Role.AUDITOR, district.root))
    assert 'href="?whose=all"' in auditor.get(reverse("threads:list")).content.decode()
    assert listed(auditor, whose="all") == [district.firm.name]
