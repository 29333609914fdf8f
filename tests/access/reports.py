"""Who may open the reports that are kept."""

from organizations.roles import Role
from tests.access.page import Page
from tests.access.world import EVERYBODY

SEES_ALL = {Role.VISIT_OFFICE, Role.REPORT_STAFF, Role.AUDITOR}
SEES_REPORTS = SEES_ALL | {
    Role.UNIT_HEAD,
    Role.SAFETY_OFFICER,
    Role.DISTRICT_LEADER,
    Role.VISITING_OFFICIAL,
}
TAKES_LISTS = SEES_REPORTS - {Role.AUDITOR, Role.VISITING_OFFICIAL}
"""Visiting officials have no more than the workbook of a campaign made."""

SETS_TEMPLATES = {Role.VISIT_OFFICE, Role.REPORT_STAFF}
SEES_NONE = EVERYBODY - SEES_REPORTS

_OF_ONE = {
    "otherwise": 404,
    "refused": SEES_NONE,
    "kwargs": lambda world: {"pk": world.report.pk},
}

PAGES_OF_REPORTS = (
    Page("reports:lists_export", TAKES_LISTS),
    Page("reports:lists_export", TAKES_LISTS, opens=302, method="post", situation="as a report"),
    Page("reports:report_list", SEES_REPORTS),
    *(
        Page(f"reports:{name}", SEES_ALL, **_OF_ONE)
        for name in ("report_detail", "report_progress", "report_file", "report_print")
    ),
    Page(
        "reports:report_again",
        SEES_ALL,
        opens=409,
        method="post",
        situation="while its file is there",
        **_OF_ONE,
    ),
    Page("reports:report_make", TAKES_LISTS),
    Page("reports:brief_templates", SETS_TEMPLATES),
    Page("reports:brief_template_file", SETS_TEMPLATES, kwargs=lambda world: {"kind": "weekly"}),
    Page(
        "reports:brief_template_drop",
        SETS_TEMPLATES,
        opens=302,
        method="post",
        kwargs=lambda world: {"kind": "weekly"},
    ),
    Page("reports:brief_schedules", SETS_TEMPLATES),
    Page("reports:columns", TAKES_LISTS, kwargs=lambda world: {"kind": "cases"}),
    Page(
        "reports:columns_reset",
        TAKES_LISTS,
        opens=302,
        method="post",
        kwargs=lambda world: {"kind": "cases"},
    ),
)
