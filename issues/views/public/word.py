"""The page behind a single-use link: the enterprise gives its word, and follows its case."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.errors import NotNow, NotYou
from core.limits import Limit
from core.public import public_page, refused, wrong
from issues.forms.word import WordForm
from issues.models import WordLink
from issues.selectors.follow import rounds_of
from issues.selectors.links import link_by_token
from issues.views.public.page import told_of

TRIES = Limit("word", most=10, seconds=600)


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
def word(request, token: str):
    """Looking spends nothing; sending the form does, once."""
    link = link_by_token(token)
    if link is None:
        return wrong(request)
    now = timezone.now()
    if link.superseded_at or link.expires_at <= now:
        return _ended(request, link)
    if request.method == "POST":
        return _given(request, link)
    return _shown(request, link, WordForm())


def _given(request, link: WordLink):
    """The word as it came in. Who is logged in is an official, and never speaks for a firm."""
    TRIES.count(link.digest)
    if request.user.is_authenticated:
        return refused(request, NotYou(_("You are logged in. Only the enterprise itself answers.")))
    form = WordForm(request.POST)
    if form.is_valid():
        try:
            form.perform(link)
        except NotNow as refusal:
            link.refresh_from_db()
            return _shown(request, link, form, status=refusal.status)
        return redirect(request.path)
    return _shown(request, link, form, status=422)


def _shown(request, link: WordLink, form: WordForm, status: int = 200):
    case, now = link.case, timezone.now()
    rounds = rounds_of(case)
    context = {
        **told_of(case, rounds),
        "link": link,
        "form": form if link.awaits_word_at(now) else None,
        "is_used": link.state_at(now) == WordLink.State.USED,
        "asked": rounds[link.round - 1],
    }
    return render(request, "public/word.html", context, status=status)


def _ended(request, link: WordLink):
    context = {"link": link, "office": link.case.oversight_unit}
    return render(request, "public/ended.html", context, status=410)
