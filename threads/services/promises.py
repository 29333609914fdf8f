"""What was promised in a thread becomes a case, once."""

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotNow, NotSo
from issues.models import Case, Category
from issues.services.cases import case_register
from issues.workflow import Kind
from threads.access import REGISTER
from threads.models import Post, PromisedCase
from threads.services.posts import post_locked
from threads.services.telling import promise_tell

KINDS = (Kind.DEMAND, Kind.ISSUE)
TITLE_LONGEST = Case._meta.get_field("title").max_length
SENTENCE_ENDS = "。！？；\n"


@transaction.atomic
def post_make_case(
    *,
    actor,
    post: Post,
    kind: str,
    title: str,
    description: str = "",
    category: Category | None = None,
) -> Case:
    """Register a demand or an issue of the enterprise from a post, with its files.

    Of a post that became a case already, that case is returned: who presses twice made one.
    """
    require(actor, REGISTER)
    locked, at = post_locked(post), timezone.now()
    if hasattr(locked, "promised"):
        return locked.promised.case
    if locked.withdrawn_at:
        raise NotNow(_("This post was withdrawn, and so becomes no case."))
    case = _registered(actor, locked, kind, title, description, category)
    PromisedCase.objects.create(post=locked, case=case, made_by=actor, made_at=at)
    record(
        actor=actor,
        subject=locked.thread,
        action="thread_promise",
        note=str(case),
        post=locked.pk,
    )
    promise_tell(post=locked, actor=actor)
    return case


def _registered(actor, post: Post, kind: str, title: str, description: str, category) -> Case:
    if kind not in KINDS:
        raise NotSo(_("Choose: an issue or a demand."), fields={"kind": ""})
    return case_register(
        actor=actor,
        files=[one.stored for one in post.files.select_related("stored")],
        kind=kind,
        enterprise=post.thread.firm,
        title=title,
        description=description,
        category=category,
        source=Case.Source.THREAD,
    )


def filled_in(post: Post) -> dict:
    """What a case made of the post is called and says: its first sentence, and all of it."""
    ends = [place for sign in SENTENCE_ENDS if (place := post.text.find(sign)) > 0]
    first = post.text[: min(ends, default=len(post.text))].strip()
    return {
        "kind": Kind.DEMAND,
        "title": Truncator(first).chars(TITLE_LONGEST),
        "description": post.text,
    }
