from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import record
from core.errors import NotNow, NotSo, NotYou
from threads.access import require_post
from threads.models import Mention, Post
from threads.services.posts import post_locked


@transaction.atomic
def ask_settle(*, actor, post: Post, words: str) -> None:
    """Say how a question was settled without a reply: for oneself, or by its author for all asked."""
    locked = post_locked(post)
    require_post(actor, locked.thread.subject)
    if not words.strip():
        raise NotSo(_("Say in a few words how it was settled."), fields={"words": ""})
    asked = Mention.objects.filter(post=locked, asks=True)
    if locked.author_id != actor.pk:
        asked = asked.filter(person=actor)
    if not asked.exists():
        raise NotYou(_("Only who asked, or was asked, can say how it was settled."))
    at = timezone.now()
    waiting = asked.filter(settled_at__isnull=True)
    if not waiting.update(settled_at=at, settled_by=actor, words=words.strip()):
        raise NotNow(_("This question was answered or settled already. Look at how it stands now."))
    record(
        actor=actor,
        subject=locked.thread,
        action="thread_settle",
        note=words.strip(),
        at=at,
        post=locked.pk,
    )
