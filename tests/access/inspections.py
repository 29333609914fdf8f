"""The rows of the access table about inspections and check-lists.

The inspection is the visiting official's visit; the list is one of fire safety, as it is shipped.
"""

from inspections.models import CheckListVersion
from organizations.roles import Role
from tests.access.page import Page
from tests.access.world import EVERYBODY, NOBODY

R = Role

SEES_INSPECTIONS = EVERYBODY - {R.ADMINISTRATOR, R.HANDLER, NOBODY}
INSPECTS = SEES_INSPECTIONS - {R.REPORT_STAFF, R.AUDITOR}
SEES_LISTS = EVERYBODY - {NOBODY}
SEES_THE_INSPECTION = {
    R.VISITING_OFFICIAL,
    R.VISIT_OFFICE,
    R.SAFETY_OFFICER,
    R.REPORT_STAFF,
    R.AUDITOR,
}


def _version(world):
    return {"pk": CheckListVersion.objects.get(check_list__field="fire").pk}


def _inspection(world):
    return {"number": world.inspection.number}


PAGES_OF_INSPECTIONS = (
    Page("inspections:list", SEES_INSPECTIONS),
    Page("inspections:do", INSPECTS),
    Page(
        "inspections:do",
        INSPECTS,
        opens=422,
        method="post",
        situation="with nothing filled in",
    ),
    Page("inspections:burden", INSPECTS),
    Page("inspections:list_list", SEES_LISTS),
    Page("inspections:list_detail", SEES_LISTS, otherwise=404, kwargs=_version),
    Page("inspections:detail", SEES_THE_INSPECTION, otherwise=404, kwargs=_inspection),
    Page(
        "inspections:photo",
        SEES_THE_INSPECTION,
        otherwise=404,
        kwargs=lambda world: {
            **_inspection(world),
            "pk": world.inspection.visit.photos.get().stored_id,
        },
    ),
)
