"""Which threads there are for a person, and how much of each they have not read."""

from typing import NamedTuple

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from core.fields import matching
from enterprises.models import Enterprise
from enterprises.selectors import found_by as enterprises_found_by
from issues.models import Case
from issues.selectors.lists import found_by as cases_found_by
from threads.models import Mention, Post, ReadMark, Thread

UNREAD_FIRST = ("-is_unread", "-last_posted_at", "-id")


def thread_of(*, subject: Enterprise | Case) -> Thread | None:
    """The thread about it, once somebody has written; the caller has checked who asks."""
    return Thread.objects.about(subject).first()


def threads_listed(*, user) -> QuerySet[Thread]:
    """What the list shows, before its filter: ``is_unread`` is 1 where something new stands."""
    threads = Thread.objects.visible_to(user).select_related(
        "enterprise__town", "case__enterprise__town"
    )
    fresh = _unread_posts(user)
    return threads.annotate(
        is_unread=models.Case(
            When(Exists(fresh), then=Value(1)),
            default=Value(0),
            output_field=models.IntegerField(),
        )
    ).defer("enterprise__search", "case__search", "case__enterprise__search")


def _unread_posts(user) -> QuerySet[Post]:
    """The posts of the outer thread that others wrote and this person has not read."""
    mark = ReadMark.objects.filter(thread=OuterRef("thread"), person=user)
    return (
        Post.objects.standing()
        .filter(thread=OuterRef("pk"))
        .exclude(author=user)
        .filter(pk__gt=Coalesce(Subquery(mark.values("up_to")[:1]), Value(0)))
    )


def threads_mine(user) -> Q:
    """The threads in which this person wrote, or was mentioned."""
    mine = ReadMark.objects.filter(thread=OuterRef("pk"), person=user, takes_part=True)
    return Q(Exists(mine))


def threads_waiting_for(user) -> Q:
    return Q(Exists(asks_open().filter(post__thread=OuterRef("pk"), person=user)))


def threads_unanswered() -> Q:
    return Q(Exists(asks_open().filter(post__thread=OuterRef("pk"))))


def asks_open() -> QuerySet[Mention]:
    """Questions to a person that nobody has answered or settled."""
    return Mention.objects.filter(
        asks=True, settled_at__isnull=True, post__withdrawn_at__isnull=True
    )


def threads_found_by(words: str) -> Q:
    """The threads a search means: about such an enterprise or case, or with such words in a post."""
    enterprises = Enterprise.objects.filter(enterprises_found_by(words))
    cases = Case.objects.filter(cases_found_by(words))
    said = Q(Exists(_posts_with(words).filter(thread=OuterRef("pk"))))
    return Q(enterprise__in=enterprises.values("pk")) | Q(case__in=cases.values("pk")) | said


def _posts_with(words: str) -> QuerySet[Post]:
    """Bigrams narrow by index, the text decides; one character alone finds no post."""
    posts = Post.objects.standing()
    for word in words.split():
        if len(word) < 2:
            return posts.none()
        posts = posts.filter(search__finds=word, **{f"text__{matching('contains', word)}": word})
    return posts


class Standing(NamedTuple):
    """How a thread stands for a person."""

    latest: Post | None
    unread: int
    waiting: int
    """Questions in it that wait for an answer, whoever is asked."""


def standings_of(*, user, threads: list[Thread]) -> dict[int, Standing]:
    """How each of a page of threads stands: three queries, however many there are."""
    keys = [thread.pk for thread in threads]
    latest = Post.objects.filter(thread=OuterRef("pk")).order_by("-id")
    rows = Thread.objects.filter(pk__in=keys).annotate(
        latest=Subquery(latest.values("pk")[:1]),
        unread=_counted(_unread_posts(user), "thread"),
        waiting=_counted(asks_open().filter(post__thread=OuterRef("pk")), "post__thread"),
    )
    found = list(rows.values_list("pk", "latest", "unread", "waiting"))
    posts = Post.objects.select_related("author").defer("search")
    posts = posts.in_bulk([latest for _pk, latest, _unread, _waiting in found])
    return {
        pk: Standing(posts.get(latest), unread, waiting) for pk, latest, unread, waiting in found
    }


def _counted(rows: QuerySet, by: str) -> Coalesce:
    number = rows.order_by().values(by).annotate(number=models.Count("pk")).values("number")
    return Coalesce(Subquery(number), Value(0), output_field=models.IntegerField())


def standing_about(*, user, subject: Enterprise | Case) -> Standing | None:
    """How the thread about an enterprise or a case stands for whoever may see that one."""
    thread = thread_of(subject=subject)
    return standings_of(user=user, threads=[thread])[thread.pk] if thread else None
