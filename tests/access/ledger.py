"""The rows of the access table for the ledger of hazards."""

from organizations.roles import Role
from tests.access.page import Page

R = Role

TAKES_IT_AWAY = {
    R.UNIT_HEAD,
    R.VISIT_OFFICE,
    R.SAFETY_OFFICER,
    R.DISTRICT_LEADER,
    R.REPORT_STAFF,
}
TAKES_OVER = {R.UNIT_HEAD, R.VISIT_OFFICE, R.SAFETY_OFFICER}
SEES_THE_IMPORT = {R.VISIT_OFFICE, R.SAFETY_OFFICER}
SEES_RECORDS = TAKES_IT_AWAY | {R.AUDITOR}
SEES_THE_RECORD = {R.VISIT_OFFICE, R.SAFETY_OFFICER, R.REPORT_STAFF, R.AUDITOR}


def the_import(world):
    return {"pk": world.ledger_import.pk}


PAGES_OF_THE_LEDGER = (
    Page("safety:ledger_workbook", TAKES_IT_AWAY),
    Page("safety:records", SEES_RECORDS),
    Page(
        "safety:record",
        SEES_THE_RECORD,
        otherwise=404,
        kwargs=lambda world: {"number": world.ledger_record.number},
    ),
    Page("safety:ledger_start", TAKES_OVER),
    Page("safety:ledger_import", SEES_THE_IMPORT, otherwise=404, kwargs=the_import),
    Page("safety:ledger_columns", SEES_THE_IMPORT, otherwise=404, kwargs=the_import),
    Page("safety:ledger_words", SEES_THE_IMPORT, otherwise=404, method="post", kwargs=the_import),
    Page("safety:ledger_progress", SEES_THE_IMPORT, otherwise=404, kwargs=the_import),
    Page(
        "safety:ledger_confirm",
        SEES_THE_IMPORT,
        opens=302,
        otherwise=404,
        method="post",
        kwargs=the_import,
    ),
    Page("safety:ledger_refused", SEES_THE_IMPORT, otherwise=404, kwargs=the_import),
)
