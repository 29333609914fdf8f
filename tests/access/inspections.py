"""The rows of the access table about inspections and check-lists.

The inspection is the visiting official's visit; the list is one of fire safety, as it is shipped.
"""

from inspections.models import CheckListVersion
from inspections.services.checklists import draft_open
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
KEEPS_LISTS = {R.ADMINISTRATOR}
"""And a safety officer whose unit oversees the field; this one's does not."""
HANDS_OVER = {R.VISITING_OFFICIAL, R.VISIT_OFFICE, R.SAFETY_OFFICER}


def _version(world):
    return {"pk": CheckListVersion.objects.get(check_list__field="fire", state="current").pk}


def _draft(world):
    """A new version of the list, begun by the administrator: there only for those who keep it."""
    current = CheckListVersion.objects.get(check_list__field="fire", state="current")
    admin = world.people[R.ADMINISTRATOR]
    return {"pk": draft_open(actor=admin, check_list=current.check_list).pk}


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
    Page("inspections:plan", INSPECTS),
    Page("inspections:list_list", SEES_LISTS),
    Page("inspections:list_detail", SEES_LISTS, otherwise=404, kwargs=_version),
    Page("inspections:workbook", SEES_LISTS, otherwise=404, kwargs=_version),
    Page("inspections:list_new", KEEPS_LISTS),
    *(
        Page(
            f"inspections:{name}",
            KEEPS_LISTS,
            opens=302 if method == "post" else 200,
            otherwise=404,
            refused=SEES_LISTS - KEEPS_LISTS if version is _version else frozenset(),
            method=method,
            kwargs=version,
        )
        for name, method, version in (
            ("draft_open", "post", _version),
            ("withdraw", "post", _version),
            ("draft", "get", _draft),
            ("draft_import", "get", _draft),
            ("publish", "get", _draft),
            ("discard", "post", _draft),
        )
    ),
    Page("inspections:detail", SEES_THE_INSPECTION, otherwise=404, kwargs=_inspection),
    Page("inspections:report_pdf", SEES_THE_INSPECTION, otherwise=404, kwargs=_inspection),
    Page(
        "inspections:report_record",
        HANDS_OVER,
        otherwise=404,
        refused=SEES_THE_INSPECTION - HANDS_OVER,
        kwargs=_inspection,
    ),
    Page(
        "inspections:link_make",
        HANDS_OVER,
        opens=302,
        otherwise=404,
        refused=SEES_THE_INSPECTION - HANDS_OVER,
        method="post",
        kwargs=_inspection,
    ),
    *(
        Page(
            f"inspections_public:{name}",
            EVERYBODY,
            public=True,
            kwargs=lambda world: {"token": world.report_link.token},
        )
        for name in ("report", "report_pdf")
    ),
    Page(
        "inspections_public:report",
        frozenset(),
        method="post",
        situation="by somebody who is logged in",
        public=True,
        kwargs=lambda world: {"token": world.report_link.token},
        query=lambda world: {"signer_name": "张厂长", "has_read": "on"},
    ),
    *(
        Page(
            f"inspections_public:{name}",
            frozenset(),
            otherwise=404,
            situation="with a wrong token",
            public=True,
            kwargs=lambda world: {"token": "wrong"},
        )
        for name in ("report", "report_pdf")
    ),
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
