from django.shortcuts import render
from django.views.decorators.cache import never_cache

from core.access import require
from reports.access import FIGURES
from reports.selectors.frames import sees_all
from reports.selectors.screen import RANKED, screen_frame, screen_of


@never_cache
def screen(request):
    """The page for the wall; it renews its panels by itself (static/js/screen.js)."""
    require(request.user, FIGURES)
    return render(request, "reports/screen.html", _context(request))


@never_cache
def screen_panels(request):
    """The panels alone. Asking for them keeps the session, so that the wall stays for a week."""
    require(request.user, FIGURES)
    request.session.modified = True
    return render(request, "reports/_screen.html", _context(request))


def _context(request) -> dict:
    frame = screen_frame(request.user)
    return {
        "frame": frame,
        "board": screen_of(frame),
        "is_part": not sees_all(request.user),
        "ranked": RANKED,
        "slice": f":{RANKED}",
    }
