"""What every page for people without an account has in common (docs/adr/0007)."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from core.limits import Limit, TooOften, address_of

LOOKS = Limit("public-look", most=120, seconds=600)
MISSES = Limit("public-miss", most=20, seconds=600)
"""Wrong tokens from one address; there is nothing to be found by trying, only load."""

HEADERS = {
    "Cache-Control": "no-store, private",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


def public_page(view):
    """A page for whoever holds its address: no login, counted, kept and indexed nowhere.

    The right lies in the address and not in a cookie, so there is no request to forge; and under
    "no-referrer" browsers send the origin "null", which Django's check would refuse.
    """

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        try:
            LOOKS.count(address_of(request))
            response = view(request, *args, **kwargs)
        except TooOften as refusal:
            response = refused(request, refusal)
        for name, value in HEADERS.items():
            response[name] = value
        return response

    return login_not_required(csrf_exempt(wrapper))


def refused(request, refusal):
    """A refusal by the rules, as a page of its own."""
    return render(request, "public/refused.html", {"error": refusal}, status=refusal.status)


def wrong(request):
    """The page of a token that is none: what may have happened, and what to do."""
    MISSES.count(address_of(request))
    return render(request, "public/wrong.html", status=404)
