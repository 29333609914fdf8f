"""The posts of a thread, a window at a time, and who has read them."""

from bisect import bisect_left
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from issues.models import Case
from organizations.models import Membership, User
from threads.models import Mention, Post, PromisedCase, ReadMark, Thread
from threads.selectors.threads import asks_open

WINDOW = 50
"""Posts shown at once."""


class Window(NamedTuple):
    """A stretch of a thread, oldest first, and whether there is more before and after it."""

    posts: list[Post]
    has_earlier: bool = False
    has_later: bool = False

    @property
    def first(self) -> int:
        return self.posts[0].pk if self.posts else 0

    @property
    def last(self) -> int:
        return self.posts[-1].pk if self.posts else 0


def posts_window(*, thread: Thread, at: int = 0, before: int = 0) -> Window:
    """The latest posts; or those before one; or, if it is no longer among the latest, from one on."""
    posts = _with_facts(thread)
    if before:
        rows = list(posts.filter(pk__lt=before).order_by("-id")[: WINDOW + 1])
        return Window(rows[:WINDOW][::-1], len(rows) > WINDOW, True)
    if at and thread.posts.filter(pk__gte=at).count() > WINDOW:
        rows = list(posts.filter(pk__gte=at).order_by("id")[: WINDOW + 1])
        return Window(rows[:WINDOW], thread.posts.filter(pk__lt=at).exists(), True)
    rows = list(posts.order_by("-id")[: WINDOW + 1])
    return Window(rows[:WINDOW][::-1], len(rows) > WINDOW)


def posts_after(*, thread: Thread, after: int) -> list[Post]:
    """What was written since, for a page that is open."""
    return list(_with_facts(thread).filter(pk__gt=after).order_by("id")[:WINDOW])


def posts_changed(*, thread: Thread, first: int, last: int, since: datetime) -> list[Post]:
    """Of the posts that a page shows, those withdrawn, answered or made a case since an instant."""
    shown = _with_facts(thread).filter(pk__range=(first, last))
    settled = Mention.objects.filter(post=OuterRef("pk"), settled_at__gte=since)
    changed = Q(withdrawn_at__gte=since) | Q(promised__made_at__gte=since) | Q(Exists(settled))
    return list(shown.filter(changed)[:WINDOW])


def _with_facts(thread: Thread) -> QuerySet[Post]:
    return (
        thread.posts.select_related("author", "replies_to__author", "promised__case__enterprise")
        .prefetch_related(
            "files__stored",
            "mentions__person",
            "mentions__settled_by",
            "author__memberships__organization",
        )
        .defer("search", "replies_to__search", "promised__case__search")
    )


def cases_opened_by(*, user, posts: list[Post]) -> set[int]:
    """Of the cases that came of these posts, those this person may see."""
    made = [post.promised.case_id for post in posts if hasattr(post, "promised")]
    if not made:
        return set()
    return set(Case.objects.visible_to(user).filter(pk__in=made).values_list("pk", flat=True))


def mark_of(*, user, thread: Thread) -> int:
    """The last post this person has read; 0 if none."""
    marks = ReadMark.objects.filter(thread=thread, person=user)
    return marks.values_list("up_to", flat=True).first() or 0


def readers_counted(*, thread: Thread, posts: list[Post]) -> dict[int, int]:
    """Post → how many others have read it; one query for the thread."""
    marks = list(ReadMark.objects.filter(thread=thread, up_to__gt=0).values_list("up_to", "person"))
    ends, far = sorted(end for end, _person in marks), {person: end for end, person in marks}
    return {
        post.pk: len(ends) - bisect_left(ends, post.pk) - (far.get(post.author_id, 0) >= post.pk)
        for post in posts
    }


def readers_of(*, post: Post) -> QuerySet[ReadMark]:
    """Who else has read the post, the latest readers first."""
    marks = ReadMark.objects.filter(thread=post.thread_id, up_to__gte=post.pk)
    return marks.exclude(person=post.author_id).select_related("person").order_by("-read_at", "id")


def asks_of_me(*, user) -> QuerySet[Mention]:
    """The questions that wait for this person's answer, where they may still read; oldest first."""
    posts = Post.objects.visible_to(user)
    found = asks_open().filter(person=user, post__in=posts)
    return found.select_related(
        "post__author", "post__thread__enterprise", "post__thread__case__enterprise"
    ).order_by("id")


def promise_behind(*, user, case: Case) -> PromisedCase | None:
    """The post of which the case was made, if this person may read it."""
    made = PromisedCase.objects.filter(case=case, post__in=Post.objects.visible_to(user))
    return made.select_related(
        "post__author", "post__thread__enterprise", "post__thread__case"
    ).first()


def unit_of(person: User) -> str:
    """The person's units in words, from memberships already read."""
    today = timezone.localdate()
    units = {str(one.organization) for one in person.memberships.all() if _is_in_force(one, today)}
    return "、".join(sorted(units))


def _is_in_force(membership: Membership, day) -> bool:
    return membership.since_on <= day and (
        membership.until_on is None or membership.until_on >= day
    )
