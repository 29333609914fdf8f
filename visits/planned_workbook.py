"""The list of planned visits as a workbook, as it is filtered, however long it is."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.office import Maker, Table, list_of
from visits.models import PlannedVisit


def planned_table(*, plans: QuerySet[PlannedVisit], filtered_by: str, maker: Maker) -> Table:
    """One row for each plan; days as days, so that they can be sorted."""
    return list_of(
        _("Planned visits"),
        _heads(),
        plans,
        _of_plan,
        maker=maker,
        filtered_by=filtered_by,
        kept=4,
    )


def _heads() -> list[tuple[str, int]]:
    return [
        (_("Day"), 12),
        (_("Time of day"), 8),
        (_("Enterprise"), 28),
        (_("Town"), 12),
        (_("Purpose"), 10),
        (_("State"), 10),
        (pgettext("planned visit", "What it is about"), 28),
        (_("Team or unit"), 18),
        (_("Who goes"), 22),
        (_("Planned by"), 10),
        (_("Checked in"), 17),
        (_("Number of the visit"), 15),
    ]


def _of_plan(planned: PlannedVisit) -> list:
    return [
        planned.planned_on,
        f"{planned.planned_time:%H:%M}" if planned.planned_time else "",
        planned.enterprise,
        planned.enterprise.town or "",
        planned.get_purpose_display(),
        planned.get_state_display(),
        planned.aim,
        planned.team or planned.unit,
        "、".join(str(row.person) for row in planned.rows.all()),
        planned.planned_by,
        planned.checked_in_at,
        planned.visit.number if planned.visit else "",
    ]
