"""The calendar address: a person's own page about it, and what calendar programs read there."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.access import require
from core.addresses import public_address
from core.limits import Limit, address_of
from visits.icalendars import CONTENT_TYPE, calendar_text
from visits.models import PlannedVisit
from visits.selectors import feeds as selectors
from visits.services import feeds as services

READS = Limit("feed-read", most=2000, seconds=3600)
MISSES = Limit("feed-miss", most=20, seconds=600)
HEADERS = {
    "Cache-Control": "no-store, private",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


@require_http_methods(["GET", "POST"])
def calendar_feed(request):
    """Show the address in force; a POST makes a new one."""
    require(request.user, PlannedVisit.view_permission)
    if request.method == "POST":
        services.feed_issue(actor=request.user)
        messages.success(request, _("The address is made. Enter it in your calendar program."))
        return redirect("visits:calendar_feed")
    feed = selectors.feed_of(user=request.user)
    path = reverse("visits:feed", args=[feed.token]) if feed and feed.token else ""
    context = {"feed": feed, "address": path and public_address(request, path)}
    return render(request, "visits/calendar_feed.html", context)


@require_POST
def calendar_feed_revoke(request):
    require(request.user, PlannedVisit.view_permission)
    services.feed_revoke(actor=request.user)
    messages.success(request, _("The address is revoked; it opens nothing any more."))
    return redirect("visits:calendar_feed")


@login_not_required
@require_http_methods(["GET", "HEAD"])
def feed(request, token: str):
    """The person's visits for a calendar program, which has the address and no account."""
    READS.count(address_of(request))
    found = selectors.feed_by_token(token)
    if found is None:
        MISSES.count(address_of(request))
        raise Http404
    with translation.override(settings.LANGUAGE_CODE):
        text = calendar_text(
            plans=selectors.feed_plans(person=found.person),
            name=_("Visits of %s") % found.person,
            host=urlsplit(public_address(request, "/")).hostname,
        )
    return HttpResponse(text, content_type=CONTENT_TYPE, headers=HEADERS)
