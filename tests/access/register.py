"""The register's part of the access table."""

from organizations.roles import Role
from tests.access.page import Page
from tests.access.world import EVERYBODY, NOBODY

R = Role

SEES_ENTERPRISES = EVERYBODY - {R.ADMINISTRATOR, NOBODY}
TAKES_REGISTER = SEES_ENTERPRISES - {R.AUDITOR}
SEES_SEGMENTS = SEES_ENTERPRISES - {R.HANDLER}
KEEPS_SEGMENTS = {R.UNIT_HEAD, R.VISIT_OFFICE, R.SAFETY_OFFICER, R.DISTRICT_LEADER}

REGISTER_PAGES = (
    Page("enterprises:list", SEES_ENTERPRISES),
    Page("enterprises:register_export", TAKES_REGISTER),
    Page("enterprises:lookup", EVERYBODY),
    Page(
        "enterprises:detail",
        {
            R.VISITING_OFFICIAL,
            R.VISIT_OFFICE,
            R.SAFETY_OFFICER,
            R.REPORT_STAFF,
            R.AUDITOR,
        },
        otherwise=404,
        kwargs=lambda world: {"pk": world.enterprise.pk},
    ),
    Page("enterprises:segment_list", SEES_SEGMENTS),
    Page("enterprises:segment_create", KEEPS_SEGMENTS),
    Page("enterprises:segment_preview", KEEPS_SEGMENTS, method="post"),
    Page(
        "enterprises:segment_change",
        {R.UNIT_HEAD, R.VISIT_OFFICE},
        otherwise=404,
        kwargs=lambda world: {"pk": world.segment.pk},
    ),
    Page(
        "enterprises:segment_delete",
        {R.UNIT_HEAD, R.VISIT_OFFICE},
        opens=302,
        otherwise=404,
        method="post",
        kwargs=lambda world: {"pk": world.segment.pk},
    ),
    Page("enterprises:create", {R.VISIT_OFFICE}),
    Page("enterprises:form_fields", {R.VISIT_OFFICE}, method="post"),
    Page("enterprises:double_list", {R.VISIT_OFFICE}),
    Page(
        "enterprises:double_find",
        {R.VISIT_OFFICE},
        otherwise=404,
        kwargs=lambda world: {"pk": world.enterprise.pk},
    ),
    Page(
        "enterprises:double",
        {R.VISIT_OFFICE},
        otherwise=404,
        kwargs=lambda world: {"pk": world.enterprise.pk, "other": world.double.pk},
    ),
    *(
        Page(
            f"enterprises:{name}",
            {R.VISIT_OFFICE},
            opens=302,
            otherwise=404,
            method="post",
            kwargs=lambda world: {"pk": world.enterprise.pk, "other": world.double.pk},
        )
        for name in ("double_merge", "double_dismiss")
    ),
    Page(
        "enterprises:change",
        {R.VISIT_OFFICE},
        otherwise=404,
        kwargs=lambda world: {"pk": world.enterprise.pk},
    ),
    Page(
        "enterprises:code_sheet",
        {R.VISIT_OFFICE},
        otherwise=404,
        kwargs=lambda world: {"pk": world.enterprise.pk},
    ),
    *(
        Page(
            f"enterprises:{name}",
            {R.VISIT_OFFICE},
            opens=302,
            otherwise=404,
            method="post",
            kwargs=lambda world: {"pk": world.code.enterprise_id},
        )
        for name in ("code_issue", "code_revoke")
    ),
    *(Page(f"enterprises:import_{name}", {R.VISIT_OFFICE}) for name in ("new", "template")),
    *(
        Page(
            f"enterprises:{name}",
            {R.VISIT_OFFICE},
            otherwise=404,
            kwargs=lambda world: {"pk": world.import_job.pk},
        )
        for name in ("import_detail", "import_progress", "import_refused")
    ),
    Page(
        "enterprises:import_apply",
        {R.VISIT_OFFICE},
        opens=302,
        otherwise=404,
        method="post",
        kwargs=lambda world: {"pk": world.import_job.pk},
    ),
)
