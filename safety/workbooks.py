"""The list of major hazards as a workbook, as it is filtered, however long it is."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.office import Maker, Table, list_of
from safety.models import Listing


def listed_table(*, listings: QuerySet[Listing], filtered_by: str, maker: Maker) -> Table:
    """One row for each listing; days as days, so that they can be sorted."""
    return list_of(
        _("List of major hazards"),
        _heads(),
        listings,
        _of_listing,
        maker=maker,
        filtered_by=filtered_by,
    )


def _heads() -> list[tuple[str, int]]:
    return [
        (_("Number"), 13),
        (_("Number of the hazard"), 15),
        (_("Hazard"), 28),
        (_("Enterprise"), 28),
        (_("Town"), 12),
        (_("Field"), 12),
        (_("Supervising unit"), 14),
        (_("Supervising leader"), 10),
        (_("Stage"), 10),
        (pgettext("on the list", "Listed"), 12),
        (_("To be rectified by"), 12),
        (_("Taken off"), 12),
        (_("Why taken off"), 14),
        (_("Published"), 26),
    ]


def _of_listing(listing: Listing) -> list:
    case = listing.case
    return [
        listing.number,
        case.number,
        case.title,
        case.enterprise,
        case.town or "",
        case.hazard.get_field_display(),
        listing.unit or "",
        listing.leader or "",
        case.state_label,
        *_days(listing),
        listing.get_ending_display(),
        listing.words,
    ]


def _days(listing: Listing) -> list:
    instants = (listing.listed_at, listing.case.resolve_due_at, listing.unlisted_at)
    return [timezone.localdate(at) if at else None for at in instants]
