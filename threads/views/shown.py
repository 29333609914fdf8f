"""A post as the page shows it to whoever looks: who has read it, and what may be done with it."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils import timezone

from core.access import has_permission, is_allowed
from threads import selectors
from threads.access import POST, REGISTER
from threads.models import Post, PostFile, Thread
from threads.services import filled_in


@dataclass
class Looker:
    """Whoever looks, and what they may do in this thread."""

    user: object
    thread: Thread

    @cached_property
    def may_post(self) -> bool:
        return is_allowed(self.user, POST, self.thread.subject)

    @cached_property
    def may_register(self) -> bool:
        return has_permission(self.user, REGISTER)


def posts_shown(looker: Looker, posts: list[Post], *, seen: int = 0) -> list[Post]:
    """The posts, each with what the page says of it; ``seen`` is the last one read before."""
    opened = selectors.cases_opened_by(user=looker.user, posts=posts)
    readers = selectors.readers_counted(thread=looker.thread, posts=posts) if posts else {}
    fresh = next((post for post in posts if _is_fresh(post, looker, seen)), None)
    for post in posts:
        post.thread = looker.thread
        post.unit = selectors.unit_of(post.author)
        post.is_mine = post.author_id == looker.user.pk
        post.begins_unread = post is fresh and seen > 0
        post.readers = readers[post.pk]
        post.file_rows = [] if post.withdrawn_at else [_file(post, one) for one in post.files.all()]
        post.asked = [one for one in post.mentions.all() if one.asks]
        post.told = [one.person for one in post.mentions.all() if not one.asks]
        _case_shown(post, opened)
        _moves_shown(post, looker)
    return posts


def _is_fresh(post: Post, looker: Looker, seen: int) -> bool:
    return post.pk > seen and post.author_id != looker.user.pk


def _file(post: Post, one: PostFile) -> dict:
    """As ``components/files.html`` takes it."""
    stored = one.stored
    url = reverse("threads:post_file", args=[post.pk, stored.pk])
    return {
        "url": url,
        "thumb_url": f"{url}?size=small" if stored.is_photo else "",
        "name": stored.name,
        "size": stored.size,
        "is_photo": stored.is_photo,
    }


def _case_shown(post: Post, opened: set[int]) -> None:
    post.case = post.promised.case if hasattr(post, "promised") else None
    post.case_opens = post.case is not None and post.case.pk in opened


def _moves_shown(post: Post, looker: Looker) -> None:
    """What may be done with the post now; with one that was withdrawn, nothing."""
    stands = post.withdrawn_at is None
    waiting = [one for one in post.asked if one.is_open]
    mine = [one for one in waiting if one.person_id == looker.user.pk]
    post.may_reply = stands and looker.may_post
    post.waits_for_me = stands and bool(mine)
    post.may_settle = post.may_reply and bool(mine or (post.is_mine and waiting))
    post.may_withdraw = (
        post.may_reply
        and post.is_mine
        and post.case is None
        and post.is_withdrawable_at(timezone.now())
    )
    post.may_register = stands and looker.may_register and post.case is None
    post.filled_in = filled_in(post) if post.may_register else {}
