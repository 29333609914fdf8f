from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import require
from core.errors import DomainError
from core.paging import KeysetPage
from notices import selectors
from notices.channels import channels_offered
from notices.forms import PreferenceForm, RouteForm
from notices.models import Channel, Notice
from notices.services import notice_mark_read, notices_mark_all_read
from notices.services.repair import deliveries_retry
from notices.services.routes import preference_set, route_set, route_test

PAGE_SIZE = 30


@require_GET
def notices(request):
    rows = selectors.notice_list(user=request.user)
    page = KeysetPage.of(request, rows, order=selectors.ORDER, size=PAGE_SIZE)
    context = {"page": page, "unread": selectors.unread_count(user=request.user)}
    return render(request, "notices/list.html", context)


@require_GET
def notice_open(request, pk):
    """Mark as read and go to what it tells about."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    notice_mark_read(actor=request.user, notice=notice)
    if url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None):
        return redirect(notice.url)
    return redirect("notices:list")


@require_POST
def mark_all_read(request):
    count = notices_mark_all_read(actor=request.user)
    messages.success(request, _("%(count)s notices marked as read.") % {"count": count})
    return redirect("notices:list")


@require_http_methods(["GET", "POST"])
def preferences(request):
    """How I am told outside the application, and when."""
    form = PreferenceForm(request.POST or None, instance=selectors.preference_of(user=request.user))
    if request.method == "POST" and form.is_valid():
        preference_set(actor=request.user, **form.cleaned_data)
        messages.success(request, _("Saved. It holds from the next notice on."))
        return redirect("notices:preferences")
    context = {"form": form, "offered": selectors.routes_offered(user=request.user)}
    return render(request, "notices/preferences.html", context)


@require_http_methods(["GET", "POST"])
def route(request, channel):
    """My address by one channel."""
    channel = _offered(channel)
    kept = selectors.route_of(user=request.user, channel=channel)
    form = RouteForm(request.POST or None, channel=channel, route=kept, email=request.user.email)
    if form.is_valid() and _set_route(request, channel, form):
        return redirect("notices:preferences")
    return render(request, "notices/route.html", {"form": form, "channel": channel})


@require_POST
def test(request, channel):
    """Really send a message by my route, and say what came of it."""
    tried = route_test(actor=request.user, channel=_offered(channel))
    if tried.test_failure:
        text = _("The test message was not sent: %(reason)s") % {"reason": tried.test_failure}
        messages.error(request, text)
    else:
        messages.success(request, _("The test message was sent. Look whether it has come."))
    return redirect("notices:preferences")


@require_GET
def outbox(request):
    """How each channel stands, and what could not be sent."""
    require(request.user, "notices.outbox_manage")
    failed = selectors.deliveries_failed(user=request.user)
    page = KeysetPage.of(request, failed, order=selectors.FAILED_ORDER, size=PAGE_SIZE)
    context = {"flows": selectors.outbox_flows(user=request.user), "page": page}
    return render(request, "notices/outbox.html", context)


@require_POST
def outbox_retry(request):
    pk = request.POST.get("delivery", "")
    count = deliveries_retry(
        actor=request.user,
        channel=request.POST.get("channel", ""),
        pk=int(pk) if pk.isdecimal() else None,
    )
    told = ngettext(
        "%(count)s message tries again within a minute.",
        "%(count)s messages try again within a minute.",
        count,
    )
    messages.success(request, told % {"count": count})
    return redirect("notices:outbox")


def _offered(name: str) -> Channel:
    """The channel of that name; 404 if there is none, or it is not set up here."""
    if name not in channels_offered():
        raise Http404
    return Channel(name)


def _set_route(request, channel, form) -> bool:
    entered = form.cleaned_data
    try:
        route_set(
            actor=request.user,
            channel=channel,
            is_on=entered["is_on"],
            address=entered["address"],
            secret=entered.get("secret", ""),
            has_secret=not entered.get("forget_secret"),
        )
    except DomainError as error:
        form.add_error(next(iter(error.fields), None), error.message)
        return False
    messages.success(request, _("Saved. Send a test message to see whether it comes."))
    return True
