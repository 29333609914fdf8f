"""The board by stages, and the frame it shares with the ledger; the filter lives in the address."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET

from core.access import has_permission, require
from issues.models import Case
from issues.selectors.lights import light_of, soon_until
from safety.filters import HazardFilter
from safety.models import Inquiry, JointMeeting
from safety.selectors import board_columns

TABS = (
    ("safety:board", _("Board"), Case.view_permission),
    ("safety:ledger", _("Ledger"), Case.view_permission),
    ("safety:records", _("Recorded before"), "safety.ledger_view"),
    ("safety:zero", _("Towards zero"), Case.view_permission),
    ("safety:shared", pgettext_lazy("a fault of a trade", "Shared faults"), Case.view_permission),
    ("safety:listed", pgettext_lazy("on the list", "Listed"), "safety.listing_view"),
    ("safety:orders", _("Suspension orders"), Case.view_permission),
    ("safety:joint_meetings", _("Joint meetings"), JointMeeting.view_permission),
    ("safety:inquiries", pgettext_lazy("safety", "Inspections"), Inquiry.view_permission),
)

SHARING = ("safety:board", "safety:ledger", "safety:zero", "safety:shared")
"""These pages share their filter."""


@require_GET
def board(request):
    """The stages side by side; on a phone one of them, by ``?state=``."""
    require(request.user, Case.view_permission)
    params = request.GET.copy()
    asked = params.pop("state", [""])[-1]
    found = HazardFilter(params, user=request.user)
    columns = board_columns(found.qs)
    for column in columns:
        light_up(column.cards, found.now)
    filled = [column.state for column in columns if column.cards] or [columns[0].state]
    context = {
        "filter": found,
        "columns": columns,
        "shown": asked if asked in [column.state for column in columns] else filled[0],
        "query": params.urlencode(),
        **frame(request, "safety:board"),
    }
    return render(request, "safety/board.html", context)


def frame(request, current: str) -> dict:
    return {
        "tabs": tabs_of(request, current),
        "may_register": has_permission(request.user, "safety.hazard_register"),
    }


def tabs_of(request, current: str) -> list[dict]:
    """The tabs of hazards; the board, the ledger and the way to zero share their filter."""
    params = request.GET.copy()
    for name in ("after", "before", "sort", "state"):
        params.pop(name, None)
    shared = f"?{params.urlencode()}" if params and current in SHARING else ""
    return [
        {
            "url": reverse(name) + (shared if name in SHARING else ""),
            "label": label,
            "is_current": name == current,
        }
        for name, label, permission in TABS
        if has_permission(request.user, permission)
    ]


def light_up(rows: list[Case], now) -> None:
    soon_at = soon_until(now)
    for row in rows:
        row.light = light_of(row, now, soon_at)
