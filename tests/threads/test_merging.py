"""Two enterprises that become one have one thread, with nothing lost and nothing hidden as read."""

from uuid import uuid4

import pytest
from django.urls import reverse

from core.models import TrailEntry
from enterprises.services import enterprise_merge
from tests.factories import EnterpriseFactory, PostFactory, ThreadFactory, UserFactory
from threads.models import Post, ReadMark, Thread
from threads.services import thread_read


@pytest.fixture
def merged(district):
    return EnterpriseFactory(name="江南精密机械公司", town=district.town)


def merge(district, merged):
    enterprise_merge(actor=district.officer, merged=merged, kept=district.firm)
    return Thread.objects.get()


def test_a_thread_goes_along_to_the_one_that_has_none(district, merged):
    post = PostFactory(thread__enterprise=merged)
    assert merge(district, merged).enterprise == district.firm
    assert Post.objects.get() == post


def test_the_posts_of_both_stand_in_one_thread_in_their_order(district, merged):
    one, other = ThreadFactory(enterprise=district.firm), ThreadFactory(enterprise=merged)
    posts = [PostFactory(thread=thread) for thread in (one, other, one, other)]
    thread = merge(district, merged)
    assert thread == one
    assert list(thread.posts.all()) == posts
    assert thread.last_posted_at == max(one.last_posted_at, other.last_posted_at)
    assert TrailEntry.objects.get(subject_id=district.firm.pk).changes["moved"]


def test_the_address_of_the_merged_one_leads_to_the_kept_one(district, merged, signed_in):
    address = reverse("threads:of_enterprise", args=[merged.pk])
    PostFactory(thread__enterprise=merged)
    kept = merge(district, merged).get_absolute_url()
    client = signed_in(district.officer)
    assert client.get(address).url == kept
    facts = {"submission_key": uuid4(), "text": "从旧页面发出"}
    assert client.post(address, facts).url.startswith(kept)


# read in the kept one's thread, read in the other's → read in both together; posts are 1 2 3 4,
# the first and the third in the kept one's
MARKS = [
    ((3, 4), 4),
    ((3, 2), 3),
    ((3, None), 1),
    ((None, 4), 0),
    ((1, 2), 2),
    ((1, 4), 2),
    ((0, 0), 0),
]


@pytest.mark.parametrize(("read", "both"), MARKS)
def test_nothing_unread_is_hidden_by_the_merge(district, merged, read, both):
    threads = ThreadFactory(enterprise=district.firm), ThreadFactory(enterprise=merged)
    posts = [PostFactory(thread=threads[place % 2]) for place in range(4)]
    reader = UserFactory()
    for thread, place in zip(threads, read, strict=True):
        if place:
            thread_read(actor=reader, thread=thread, up_to=posts[place - 1].pk)
        elif place == 0:
            ReadMark.objects.create(thread=thread, person=reader, takes_part=True)
    thread = merge(district, merged)
    mark = ReadMark.objects.get(person=reader, thread=thread)
    assert mark.up_to == (posts[both - 1].pk if both else 0)
    assert mark.takes_part == (read == (0, 0))
