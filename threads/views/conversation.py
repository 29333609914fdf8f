"""The page of a thread: what was written, the form to write more, and what comes in meanwhile."""

from datetime import UTC, datetime

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from core.access import is_allowed
from core.errors import DomainError
from core.refusals import refused_beside
from enterprises.models import Enterprise
from enterprises.selectors import enterprise_found
from issues.models import Case
from threads import selectors, services
from threads.access import POST, require_post
from threads.forms import PostForm
from threads.models import Thread
from threads.models.thread import address_of
from threads.views.shown import Looker, posts_shown


@require_http_methods(["GET", "POST"])
def thread_of_enterprise(request, pk: int):
    enterprise = enterprise_found(user=request.user, pk=pk)
    if enterprise is None:
        raise Http404
    if enterprise.pk != pk and request.method == "GET":
        return redirect("threads:of_enterprise", enterprise.pk)
    return _conversation(request, enterprise)


@require_http_methods(["GET", "POST"])
def thread_of_case(request, number: str):
    cases = Case.objects.visible_to(request.user).select_related("enterprise").defer("search")
    return _conversation(request, get_object_or_404(cases, number=number))


def _conversation(request, subject: Enterprise | Case):
    thread = selectors.thread_of(subject=subject)
    if request.method == "GET":
        initial = {"replies_to": _key(request, "reply") or None}
        form = PostForm(user=request.user, thread=thread, initial=initial)
    else:
        require_post(request.user, subject)
        form = PostForm(request.POST, request.FILES, user=request.user, thread=thread)
        if form.is_valid() and (post := _posted(request, subject, form)):
            return redirect(f"{address_of(subject)}#post-{post.pk}")
    context = {
        "subject": subject,
        "is_case": isinstance(subject, Case),
        "thread": thread,
        "form": form,
        "address": address_of(subject),
        "may_post": is_allowed(request.user, POST, subject),
        **(_written(request, thread, subject) if thread else {}),
    }
    return render(request, "threads/thread.html", context)


def _posted(request, subject: Enterprise | Case, form: PostForm):
    try:
        return services.post_add(actor=request.user, subject=subject, **form.cleaned_data)
    except DomainError as refusal:
        refused_beside(form, refusal)
        form.key_anew()
        return None


def _written(request, thread: Thread, subject: Enterprise | Case) -> dict:
    """The posts that the address asks for; by being shown they are read."""
    setattr(thread, "case" if isinstance(subject, Case) else "enterprise", subject)
    window = selectors.posts_window(
        thread=thread, at=_key(request, "at"), before=_key(request, "before")
    )
    seen = selectors.mark_of(user=request.user, thread=thread)
    if request.method == "GET" and window.last > seen:
        services.thread_read(actor=request.user, thread=thread, up_to=window.last)
    looker = Looker(request.user, thread)
    return {
        "window": window,
        "posts": posts_shown(looker, window.posts, seen=seen),
        "since": int(timezone.now().timestamp()),
    }


@require_GET
def thread_new(request, pk: int):
    """What was written since, and what changed in the posts shown; nothing at all if that is nothing.

    The page says which posts it shows (``first``, ``after``) and since when (``since``).
    """
    threads = Thread.objects.visible_to(request.user)
    thread = get_object_or_404(threads.select_related("enterprise", "case__enterprise"), pk=pk)
    now, after, first = timezone.now(), _key(request, "after"), _key(request, "first")
    posts = selectors.posts_after(thread=thread, after=after)
    changed = selectors.posts_changed(
        thread=thread, first=first, last=after, since=_instant(_key(request, "since"))
    )
    if not posts and not changed:
        return HttpResponse(status=204)
    if posts:
        services.thread_read(actor=request.user, thread=thread, up_to=posts[-1].pk)
    looker = Looker(request.user, thread)
    context = {
        "posts": posts_shown(looker, posts),
        "changed": posts_shown(looker, changed),
        "thread": thread,
        "address": thread.get_absolute_url(),
        "first": first,
        "last": posts[-1].pk if posts else after,
        "since": int(now.timestamp()),
    }
    return render(request, "threads/news.html", context)


def _instant(seconds: int) -> datetime:
    """The instant a page was made at, as it wrote it; long ago if that cannot be."""
    return datetime.fromtimestamp(min(seconds, 4_000_000_000), UTC)


def _key(request, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 19 else 0
