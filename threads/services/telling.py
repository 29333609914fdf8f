"""Who is told of a post: once each, whatever number of reasons there are."""

from collections.abc import Sequence

from issues.models import Case
from notices.models import Notice
from notices.services import notices_post_many
from organizations.models import User
from threads.access import can_read
from threads.models import Post


def post_tell(*, post: Post, people: Sequence[User], asks: bool) -> None:
    """Tell those mentioned; and whoever is replied to, if they may still read it."""
    kind = "threads.asked" if asks else "threads.mentioned"
    told = {person.pk: _notice(post, person, kind) for person in people}
    replied = post.replies_to and post.replies_to.author
    is_new = replied and replied != post.author and replied.pk not in told
    if is_new and can_read(replied, post.thread.subject):
        told[replied.pk] = _notice(post, replied, "threads.replied")
    if told:
        notices_post_many(told.values())


def promise_tell(*, post: Post, actor) -> None:
    """Tell the author that somebody else made a case of the post."""
    if post.author_id != actor.pk:
        notices_post_many([_notice(post, post.author, "threads.promised")])


def _notice(post: Post, person: User, template: str) -> Notice:
    """A group chat may read the number of a case, and nothing of an enterprise."""
    subject = post.thread.subject
    of_case = {"subject_type": "issues.case", "subject_id": subject.pk}
    return Notice(
        recipient=person,
        template=template,
        label=str(subject)[:200],
        params={"author": str(post.author)},
        url=post.get_absolute_url(),
        dedupe_key=f"post:{post.pk}:{template}:user:{person.pk}",
        **(of_case if isinstance(subject, Case) else {}),
    )
