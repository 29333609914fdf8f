"""Writing into a thread: all of a post in one transaction, and the same page only once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import record
from core.errors import NotNow, NotSo, NotYou
from core.models import StoredFile
from enterprises.models import Enterprise
from enterprises.services import enterprise_held
from issues.models import Case
from organizations.models import User
from threads.access import can_post, can_read, require_post, unable_to
from threads.models import Mention, Post, PostFile, Thread
from threads.models.post import WITHDRAW_WITHIN
from threads.models.thread import subject_field
from threads.services.reading import people_join
from threads.services.telling import post_tell

TEXT_LONGEST = 4000
FILES_MOST = 9
PEOPLE_MOST = 20


@dataclass(frozen=True, kw_only=True)
class PostEntry:
    """A post as it was entered; ``people`` are told, and asked for an answer if it needs one."""

    text: str = ""
    files: Sequence[StoredFile] = ()
    people: Sequence[User] = ()
    needs_answer: bool = False
    replies_to: Post | None = None


def post_add(
    *,
    actor,
    subject: Enterprise | Case,
    submission_key: UUID,
    at: datetime | None = None,
    **facts,
) -> Post:
    """Write into the thread about the subject, which the first post opens; ``facts`` as PostEntry.

    The same ``submission_key`` again returns the post already saved, also when both requests come
    at once. NotSo names every wrong field.
    """
    subject = subject.kept if isinstance(subject, Enterprise) else subject
    said = facts.get("text", "").strip()
    saved = _already_saved(actor, subject, submission_key, said)
    if saved:
        return saved
    require_post(actor, subject)
    entry = PostEntry(**facts)
    _check(entry, actor, subject)
    try:
        return _saved(actor, subject, submission_key, entry, at or timezone.now())
    except IntegrityError:
        saved = _already_saved(actor, subject, submission_key, said)
        if saved is None:
            raise
        return saved


def _already_saved(actor, subject, submission_key: UUID, said: str) -> Post | None:
    """The post of this key; NotNow if somebody went back to its page and wrote something else."""
    post = Post.objects.filter(submission_key=submission_key).select_related("thread").first()
    if post is None:
        return None
    if (post.author_id, post.thread.subject, post.text) != (actor.pk, subject, said):
        raise NotNow(
            _("This page was already used for another post. Press again to post what stands here.")
        )
    return post


def _check(entry: PostEntry, actor, subject: Enterprise | Case) -> None:
    faults = {}
    if not entry.text.strip() and not entry.files:
        faults["text"] = _("Write something, or add a photo or a file.")
    elif len(entry.text) > TEXT_LONGEST:
        faults["text"] = _("At most %(most)d characters in one post.") % {"most": TEXT_LONGEST}
    if len(entry.files) > FILES_MOST:
        faults["files"] = _("At most %(most)d files in one post.") % {"most": FILES_MOST}
    people = _people_fault(entry, actor, subject)
    if people:
        faults["people"] = people
    if faults:
        raise NotSo(
            _("Not posted yet. Nothing you typed is lost; please look at what is marked."),
            fields=faults,
        )


def _people_fault(entry: PostEntry, actor, subject: Enterprise | Case) -> str:
    if entry.needs_answer and not entry.people:
        return _("Say whose answer it needs.")
    if len(entry.people) > PEOPLE_MOST:
        return _("At most %(most)d people in one post.") % {"most": PEOPLE_MOST}
    if actor in entry.people:
        return _("You need not mention yourself. Take your name off.")
    blind = unable_to(can_read, entry.people, subject)
    if blind:
        return _(
            "%(names)s may not see what this thread is about, and so cannot be mentioned here. "
            "Take the name off, or have the visit office involve their unit first."
        ) % {"names": _named(blind)}
    silent = unable_to(can_post, entry.people, subject) if entry.needs_answer else []
    if silent:
        return _(
            "%(names)s may read here but not write, and so cannot be asked for an answer. "
            "Take the name off, or mention them without asking."
        ) % {"names": _named(silent)}
    return ""


def _named(people: Iterable) -> str:
    return "、".join(str(person) for person in people)


@transaction.atomic
def _saved(actor, subject, submission_key: UUID, entry: PostEntry, at: datetime) -> Post:
    if isinstance(subject, Enterprise) and (standing := enterprise_held(subject)) != subject:
        require_post(actor, standing)
        subject = standing
    thread = _locked_thread(subject, at)
    post = Post(
        thread=thread,
        author=actor,
        text=entry.text.strip(),
        replies_to=_replied_in(thread, entry.replies_to),
        posted_at=at,
        submission_key=submission_key,
    )
    post.search = post.text
    post.save(force_insert=True)
    for stored in entry.files:
        PostFile.objects.create(post=post, stored=stored)
    for person in entry.people:
        Mention.objects.create(post=post, person=person, asks=entry.needs_answer)
    is_answer = _answer(post, actor, at)
    people_join(thread=thread, people=[actor, *entry.people])
    record(
        actor=actor,
        subject=thread,
        action="thread_post",
        at=at,
        post=post.pk,
        **_kept(entry, is_answer),
    )
    post_tell(post=post, people=entry.people, asks=entry.needs_answer)
    return post


def _kept(entry: PostEntry, is_answer: bool) -> dict:
    """What the trail keeps of a post besides its number; its words stay in the post."""
    kept = {
        "people": _named(entry.people),
        "needs_answer": entry.needs_answer,
        "answers": is_answer,
        "files": len(entry.files),
    }
    return {name: value for name, value in kept.items() if value}


def _locked_thread(subject: Enterprise | Case, at: datetime) -> Thread:
    """The thread, under a lock: posts get their numbers in the order in which they appear.

    Otherwise a page that asks for what came after the last number it saw could miss one.
    """
    field = subject_field(subject)
    Thread.objects.bulk_create(
        [Thread(**{field: subject}, opened_at=at, last_posted_at=at)], ignore_conflicts=True
    )
    thread = Thread.objects.select_for_update().get(**{field: subject})
    thread.last_posted_at = max(at, thread.last_posted_at)
    thread.save(update_fields=["last_posted_at"])
    return thread


def _replied_in(thread: Thread, post: Post | None) -> Post | None:
    if post and (post.thread_id != thread.pk or post.withdrawn_at):
        raise NotNow(_("The post you reply to is no longer there. Post without replying to it."))
    return post


def _answer(post: Post, actor, at: datetime) -> bool:
    """A reply by somebody who was asked is the answer."""
    if post.replies_to_id is None:
        return False
    asked = Mention.objects.filter(
        post=post.replies_to_id, person=actor, asks=True, settled_at__isnull=True
    )
    return bool(asked.update(settled_at=at, settled_by=actor, answer=post))


@transaction.atomic
def post_withdraw(*, actor, post: Post) -> None:
    """Take one's own post back shortly after posting; that there was one stays to be seen."""
    locked = post_locked(post)
    if locked.author_id != actor.pk:
        raise NotYou(_("Only its author can withdraw a post."))
    if locked.withdrawn_at:
        return
    at = timezone.now()
    if not locked.is_withdrawable_at(at):
        raise NotNow(
            _("A post can be withdrawn for %(minutes)d minutes. Write another to put it right.")
            % {"minutes": WITHDRAW_WITHIN.total_seconds() // 60}
        )
    if hasattr(locked, "promised"):
        raise NotNow(_("This post became a case, and so stays."))
    locked.withdrawn_at, locked.search = at, ""
    locked.save(update_fields=["withdrawn_at", "search"])
    record(actor=actor, subject=locked.thread, action="thread_withdraw", at=at, post=locked.pk)


def post_locked(post: Post) -> Post:
    return (
        Post.objects.select_for_update(of=("self",))
        .select_related("thread__enterprise", "thread__case__enterprise", "promised__case")
        .get(pk=post.pk)
    )
