"""What of deeds and wishes waits for this person, for the home page."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.access import has_permission
from core.paging import Count, capped_count
from deeds.models import Deed, Wish
from deeds.selectors.deeds import deeds_due_for, deeds_to_accept
from deeds.selectors.wishes import my_wishes, wishes_to_confirm
from deeds.workflow import ACCEPT, CLAIM, COLLECT
from reports.selectors.home import CAP, SHOWN, Group

DEEDS, WISHES = "deeds:deed_list", "deeds:wish_list"
LINES = (
    ("deeds_due", _("practical deeds due"), Deed.view_permission, deeds_due_for, DEEDS, "mine=yes"),
    ("deeds_to_accept", _("deeds to look at"), ACCEPT, deeds_to_accept, DEEDS, "mine=accept"),
    (
        "wishes_claimed",
        _("wishes to fulfil"),
        CLAIM,
        my_wishes,
        WISHES,
        "mine=claimed&state=claimed",
    ),
    (
        "wishes_to_confirm",
        _("wishes to confirm"),
        COLLECT,
        wishes_to_confirm,
        WISHES,
        "mine=collected&state=fulfilled",
    ),
)
"""Key, words, what it takes, what waits, and the list of all of it."""


def deeds_and_wishes(*, user) -> list[Group]:
    """Deeds of mine that are due, deeds to look at, wishes I claimed, and those to confirm."""
    groups = []
    for key, label, permission, waiting, url_name, query in LINES:
        if not has_permission(user, permission):
            continue
        found = waiting(user=user)
        rows = list(found[: SHOWN + 1])
        if rows:
            count = Count(len(rows), False) if len(rows) <= SHOWN else capped_count(found, CAP)
            url = f"{reverse(url_name)}?{query}"
            groups.append(Group(key, label, count, [_line(row) for row in rows[:SHOWN]], url))
    return groups


def _line(row: Deed | Wish) -> dict:
    """A row as ``reports/_deeds.html`` takes it; of a wish never whose it is."""
    is_deed = isinstance(row, Deed)
    return {
        "url": row.get_absolute_url(),
        "title": row.title,
        "unit": row.organization if is_deed else row.unit,
        "day": row.ends_on if is_deed else row.wanted_by,
        "light": row.light,
    }
