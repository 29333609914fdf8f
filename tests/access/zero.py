"""The rows of the access table for joint meetings and safety-responsibility inspections."""

from organizations.roles import Role
from tests.access.hazards import SEES_IT
from tests.access.page import Page
from tests.access.world import EVERYBODY, NOBODY

R = Role

CALLS = {R.VISIT_OFFICE, R.SAFETY_OFFICER, R.DISTRICT_LEADER}
SEES_THE_MEETING = {
    R.UNIT_HEAD,
    R.VISIT_OFFICE,
    R.SAFETY_OFFICER,
    R.DISTRICT_LEADER,
    R.REPORT_STAFF,
    R.AUDITOR,
}
RUNS_IT = {R.VISIT_OFFICE, R.DISTRICT_LEADER}
READS_IT = {*CALLS, R.AUDITOR}
"""The inspection without an outcome; the head of the unit looked into does not."""


def _meeting(world) -> dict:
    return {"number": world.agenda_item.joint_meeting.number}


def _item(way: str):
    return lambda world: {**_meeting(world), "pk": world.agenda_item.pk, "way": way}


PAGES_OF_ZERO = (
    Page("safety:shared", EVERYBODY - {R.ADMINISTRATOR, NOBODY}),
    Page(
        "safety:shared_fault",
        SEES_IT,
        otherwise=404,
        kwargs=lambda world: {"number": world.hazard.number},
    ),
    Page("safety:joint_meetings", SEES_THE_MEETING),
    Page("safety:joint_meeting_create", CALLS),
    Page("safety:joint_meeting", SEES_THE_MEETING, otherwise=404, kwargs=_meeting),
    Page(
        "safety:joint_meeting_minute",
        RUNS_IT,
        otherwise=404,
        refused=SEES_THE_MEETING - RUNS_IT,
        kwargs=_meeting,
    ),
    *(
        Page(
            "safety:agenda_settle",
            RUNS_IT,
            otherwise=404,
            refused=SEES_THE_MEETING - RUNS_IT,
            situation=f"to {way}",
            kwargs=_item(way),
        )
        for way in ("decide", "put-off")
    ),
    *(
        Page(
            "safety:agenda_change",
            RUNS_IT,
            opens=302,
            otherwise=404,
            refused=SEES_THE_MEETING - RUNS_IT,
            method="post",
            situation=way,
            kwargs=_item(way),
        )
        for way in ("up", "remove")
    ),
    Page("safety:inquiries", {*READS_IT, R.UNIT_HEAD}),
    Page(
        "safety:inquiry_create",
        CALLS,
        otherwise=404,
        refused=SEES_IT - CALLS,
        kwargs=lambda world: {"number": world.hazard.number},
    ),
    Page(
        "safety:inquiry",
        READS_IT,
        otherwise=404,
        situation="without an outcome",
        kwargs=lambda world: {"number": world.inquiry.number},
    ),
    Page(
        "safety:inquiry",
        {*READS_IT, R.UNIT_HEAD},
        otherwise=404,
        situation="with its outcome",
        kwargs=lambda world: {"number": world.inquiry_measure.inquiry.number},
    ),
    *(
        Page(
            f"safety:inquiry_{step}",
            CALLS,
            otherwise=404,
            refused={R.AUDITOR},
            kwargs=lambda world: {"number": world.inquiry.number},
        )
        for step in ("record", "decide")
    ),
    Page(
        "safety:inquiry_measure",
        {R.UNIT_HEAD},
        otherwise=404,
        refused=READS_IT,
        kwargs=lambda world: {
            "number": world.inquiry_measure.inquiry.number,
            "pk": world.inquiry_measure.pk,
        },
    ),
)
