"""What is done with one post: withdraw it, settle its question, make a case of it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.access import require
from core.errors import DomainError, NotNow, NotSo
from core.refusals import refused_beside
from threads import services
from threads.access import REGISTER, require_post
from threads.forms import PromiseForm, SettleForm
from threads.models import Post
from threads.services import filled_in


def _post(request, pk: int) -> Post:
    posts = (
        Post.objects.visible_to(request.user)
        .defer("search")
        .select_related(
            "author", "thread__enterprise", "thread__case__enterprise", "promised__case"
        )
    )
    return get_object_or_404(posts, pk=pk)


@require_POST
def post_withdraw(request, pk: int):
    post = _post(request, pk)
    services.post_withdraw(actor=request.user, post=post)
    messages.success(request, _("Your post is withdrawn. That there was one can still be seen."))
    return redirect(post)


@require_http_methods(["GET", "POST"])
def ask_settle(request, pk: int):
    post = _post(request, pk)
    require_post(request.user, post.thread.subject)
    form = SettleForm(request.POST or None)
    if form.is_valid():
        try:
            services.ask_settle(actor=request.user, post=post, words=form.cleaned_data["words"])
        except (NotNow, NotSo) as refusal:
            refused_beside(form, refusal)
        else:
            return redirect(post)
    return render(request, "threads/settle.html", {"form": form, "post": post})


@require_http_methods(["GET", "POST"])
def post_make_case(request, pk: int):
    """The form of the case, filled in from the post; in one press the post's page sends it so."""
    post = _post(request, pk)
    require(request.user, REGISTER)
    form = PromiseForm(request.POST or None, initial=filled_in(post))
    if form.is_valid():
        try:
            case = services.post_make_case(actor=request.user, post=post, **form.cleaned_data)
        except DomainError as refusal:
            refused_beside(form, refusal)
        else:
            messages.success(request, _("Registered as %s.") % case)
            return redirect(post)
    return render(request, "threads/promise.html", {"form": form, "post": post})
