"""The rows of the access table for what major hazards have besides."""

from organizations.roles import Role
from tests.access.page import Page
from tests.access.world import EVERYBODY, NOBODY

R = Role

READS_THE_LIST = EVERYBODY - {R.ADMINISTRATOR, NOBODY}
SEES_IT = READS_THE_LIST - {R.HANDLER}

MOVES = (
    ("ask_regrade", {R.UNIT_HEAD, R.SAFETY_OFFICER}),
    ("approve_regrade", {R.VISIT_OFFICE, R.DISTRICT_LEADER}),
    ("refuse_regrade", {R.VISIT_OFFICE, R.DISTRICT_LEADER}),
    ("ask_extension", {R.UNIT_HEAD}),
    ("approve_extension", {R.VISIT_OFFICE, R.SAFETY_OFFICER}),
    ("refuse_extension", {R.VISIT_OFFICE, R.SAFETY_OFFICER}),
    ("report_progress", {R.UNIT_HEAD}),
    ("supervise", {R.VISIT_OFFICE, R.SAFETY_OFFICER}),
    ("unlist", {R.VISIT_OFFICE, R.SAFETY_OFFICER}),
    ("order_suspension", {R.SAFETY_OFFICER, R.DISTRICT_LEADER}),
    ("check_resumption", {R.SAFETY_OFFICER}),
)

PAGES_OF_MAJOR = (
    Page("safety:listed", READS_THE_LIST),
    Page("safety:listed_workbook", READS_THE_LIST),
    Page("safety:orders", READS_THE_LIST),
    Page(
        "safety:order_pdf",
        SEES_IT,
        otherwise=404,
        kwargs=lambda world: {"number": world.suspension.number},
    ),
    *(
        Page(
            "safety:move",
            opens_for,
            opens=302,
            otherwise=404,
            refused=SEES_IT - opens_for,
            situation=f"to {name}, which is not possible there now",
            kwargs=lambda world, name=name: {"number": world.hazard.number, "name": name},
        )
        for name, opens_for in MOVES
    ),
)
