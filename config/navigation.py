"""What stands in the menu for this person: only what they may open."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.access import has_permission
from notices.selectors import COUNTED_UP_TO, unread_count
from reports.selectors.search import SEARCHES


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu; shown to whoever has any of ``permissions``, or to all if none."""

    label: object
    icon: str
    url_name: str
    permissions: tuple[str, ...] = ()
    is_main: bool = False


HOME = Entry(_("My work"), "house", "reports:home")
VISITS = Entry(_("Visits"), "signpost-split", "visits:list", ("visits.visit_view",))
CASES = Entry(_("Cases"), "briefcase", "issues:case_list", ("issues.case_view",))
HAZARDS = Entry(_("Hazards"), "exclamation-triangle", "safety:board", ("issues.case_view",))
ACCOUNT = Entry(_("Mine"), "person", "organizations:account")

DESK = (
    HOME,
    VISITS,
    CASES,
    HAZARDS,
    Entry(_("Inspections"), "clipboard-check", "inspections:list", ("visits.visit_view",)),
    Entry(_("Supervision slips"), "flag", "issues:slip_list", ("issues.slip_view",)),
    Entry(_("Wall chart"), "kanban", "issues:wall", ("issues.key_task_view",)),
    Entry(
        _("Enterprises"),
        "building",
        "enterprises:list",
        ("enterprises.enterprise_view",),
    ),
    Entry(_("Letters"), "envelope", "letters:list", ("letters.letter_view",)),
    Entry(
        _("Threads"),
        "chat-left-text",
        "threads:list",
        ("enterprises.enterprise_view", "issues.case_view"),
    ),
    Entry(
        _("Deeds and wishes"),
        "award",
        "deeds:home",
        ("deeds.deed_view", "deeds.wish_view"),
    ),
    Entry(
        pgettext_lazy("of policy", "Measures"),
        "megaphone",
        "measures:home",
        ("measures.measure_view",),
    ),
    Entry(
        pgettext_lazy("of units", "Points"), "flag-fill", "points:ranking", ("points.ranking_view",)
    ),
    Entry(_("Figures"), "bar-chart-line", "reports:figures", ("reports.figures_view",)),
    Entry(
        _("Reports"),
        "file-earmark-text",
        "reports:report_list",
        ("reports.lists_export", "reports.figures_view"),
    ),
    Entry(_("Trail"), "journal-text", "reports:trail_list", ("core.trail_view",)),
)
DESK_LAST = (
    Entry(_("Dispatching"), "send-check", "issues:return_list", ("issues.returns_view",)),
    Entry(_("Units and phones"), "diagram-3", "organizations:unit_list"),
    Entry(_("Working days"), "calendar-event", "calendars:year_now"),
    Entry(_("Policies"), "layers", "issues:policy_list", ("issues.policy_manage",)),
    Entry(_("Caps of visits"), "list-check", "visits:cap_list", ("visits.cap_manage",)),
    Entry(_("Check-lists"), "list-check", "inspections:list_list", ("inspections.list_manage",)),
    Entry(_("Outbox"), "send", "notices:outbox", ("notices.outbox_manage",)),
    Entry(
        _("Settings"),
        "gear",
        "admin:index",
        ("organizations.people_manage",),
    ),
)
LOG_VISIT = Entry(_("Log a visit"), "plus-lg", "visits:log", ("visits.visit_log",), is_main=True)
PHONE = (HOME, VISITS, CASES, HAZARDS, ACCOUNT)
PHONE_OF_VISITORS = (HOME, CASES, LOG_VISIT, HAZARDS, ACCOUNT)
"""Five places: who logs visits has that in the middle, and the list of visits under "mine"."""


def navigation(request):
    """The menu, worked out only by pages that show it."""
    return {"navigation": SimpleLazyObject(lambda: menu_of(request))}


def menu_of(request) -> dict:
    user = getattr(request, "user", None)
    if not getattr(user, "is_authenticated", False):
        return {}
    unread = unread_count(user=user)
    logs_visits = has_permission(user, LOG_VISIT.permissions[0])
    phone = PHONE_OF_VISITORS if logs_visits else PHONE
    more = tuple(entry for entry in DESK + DESK_LAST if entry not in phone)
    column, last = lines(DESK + DESK_LAST, request), {entry.label for entry in DESK_LAST}
    return {
        "bell": {
            "url": reverse("notices:list"),
            "count": "99+" if unread >= COUNTED_UP_TO else unread,
        },
        "home": reverse(HOME.url_name),
        "search": reverse("reports:search") if _may_search(user) else "",
        "desk": [line for line in column if line["label"] not in last],
        "desk_last": [line for line in column if line["label"] in last],
        "phone": lines(phone, request),
        "more": lines(more, request),
    }


def _may_search(user) -> bool:
    return any(has_permission(user, permission) for permission in SEARCHES)


def lines(entries: tuple[Entry, ...], request) -> list[dict]:
    """The entries this person may open, the one they are in marked as current."""
    found = []
    for entry in entries:
        allowed = not entry.permissions or any(
            has_permission(request.user, permission) for permission in entry.permissions
        )
        if allowed:
            found.append(
                {
                    "label": entry.label,
                    "icon": entry.icon,
                    "url": reverse(entry.url_name),
                    "is_main": entry.is_main,
                }
            )
    inside = [line for line in found if _is_inside(request.path, line["url"])]
    if inside:
        max(inside, key=lambda line: len(line["url"]))["is_current"] = True
    return found


def _is_inside(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
