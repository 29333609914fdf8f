"""The rows of the access table about practical deeds and micro-wishes.

The deed is of the visiting official's town branch; the wish was collected for the town.
"""

from datetime import date

from organizations.roles import Role
from tests.access.page import Page
from tests.access.world import EVERYBODY, NOBODY

R = Role

SEES_DEEDS = EVERYBODY - {R.ADMINISTRATOR, R.SAFETY_OFFICER, NOBODY}
SEES_WISHES = SEES_DEEDS | {R.SAFETY_OFFICER}
KEEPS_DEEDS = {R.VISITING_OFFICIAL, R.HANDLER, R.UNIT_HEAD, R.VISIT_OFFICE}
SEES_THE_DEED = {R.VISITING_OFFICIAL, R.VISIT_OFFICE, R.REPORT_STAFF, R.AUDITOR}
CLAIMS = KEEPS_DEEDS | {R.SAFETY_OFFICER, R.DISTRICT_LEADER}
WROTE = {"done_on": "2026-01-05", "words": "已完成"}


def _moves(name: str, thing: str, rows):
    """Pages of steps: move, the state it is tried in, who may; the others who see it are refused."""
    for move, situation, may, sent, sees in rows:
        for method in ("get", "post") if sent is not None else ("get",):
            yield Page(
                name,
                may,
                opens=200 if method == "get" else 302,
                otherwise=404,
                refused=sees - may,
                method=method,
                situation=f"{move} {situation}",
                kwargs=lambda world, move=move, situation=situation: {
                    "pk": getattr(world, thing)(situation).pk,
                    "move": move,
                },
                query=lambda world, sent=sent, method=method: sent if method == "post" else {},
            )


DEED_STEPS = (
    ("change", "proposed", {R.VISITING_OFFICIAL, R.VISIT_OFFICE}, None, SEES_THE_DEED),
    ("begin", "proposed", {R.VISIT_OFFICE}, {}, SEES_THE_DEED),
    ("report", "under_way", {R.VISITING_OFFICIAL, R.VISIT_OFFICE}, WROTE, SEES_THE_DEED),
    ("hand_in", "under_way", {R.VISITING_OFFICIAL, R.VISIT_OFFICE}, None, SEES_THE_DEED),
    (
        "accept",
        "to_accept",
        {R.VISITING_OFFICIAL, R.VISIT_OFFICE},
        {"is_done": "yes", "satisfaction": "5", "visited_on": f"{date.today()}"},
        SEES_THE_DEED,
    ),
    ("put_aside", "under_way", {R.VISIT_OFFICE}, {"reason": "并入另一件"}, SEES_THE_DEED),
)
WISH_STEPS = (
    ("change", "published", {R.VISITING_OFFICIAL, R.VISIT_OFFICE}, None, SEES_WISHES),
    (
        "publish",
        "collected",
        {R.VISITING_OFFICIAL, R.VISIT_OFFICE},
        {},
        {R.VISITING_OFFICIAL, R.VISIT_OFFICE, R.REPORT_STAFF, R.AUDITOR},
    ),
    ("claim", "published", CLAIMS, {"unit": "", "words": ""}, SEES_WISHES),
    ("give_back", "claimed", {R.HANDLER, R.UNIT_HEAD, R.VISIT_OFFICE}, {"reason": "调岗"}, SEES_WISHES),
    ("fulfil", "claimed", {R.HANDLER, R.UNIT_HEAD, R.VISIT_OFFICE}, {"words": "已送到"}, SEES_WISHES),
    (
        "thank",
        "fulfilled",
        {R.VISITING_OFFICIAL, R.VISIT_OFFICE},
        {"is_confirmed": "yes", "satisfaction": "5"},
        SEES_WISHES,
    ),
    ("withdraw", "published", {R.VISITING_OFFICIAL, R.VISIT_OFFICE}, {"reason": "重复"}, SEES_WISHES),
)  # fmt: skip

PAGES_OF_DEEDS = (
    Page("deeds:home", EVERYBODY, opens=302),
    *(
        Page(f"deeds:{name}", SEES_DEEDS)
        for name in ("deed_list", "deed_workbook", "overview", "branch_list")
    ),
    *(Page(f"deeds:{name}", SEES_WISHES) for name in ("wish_list", "wish_wall", "wish_workbook")),
    *(Page(f"deeds:{name}", KEEPS_DEEDS) for name in ("deed_new", "wish_new")),
    Page(
        "deeds:deed",
        SEES_THE_DEED,
        otherwise=404,
        kwargs=lambda world: {"pk": world.deed("proposed").pk},
    ),
    Page(
        "deeds:deed_photo",
        SEES_THE_DEED,
        otherwise=404,
        kwargs=lambda world: {
            "pk": world.deed("to_accept").pk,
            "stored": world.deed("to_accept").evidence.stored_id,
        },
    ),
    *_moves("deeds:deed_step", "deed", DEED_STEPS),
    Page(
        "deeds:wish",
        SEES_WISHES,
        otherwise=404,
        situation="on the wall",
        kwargs=lambda world: {"pk": world.wish("published").pk},
    ),
    Page(
        "deeds:wish",
        {R.VISITING_OFFICIAL, R.VISIT_OFFICE, R.REPORT_STAFF, R.AUDITOR},
        otherwise=404,
        situation="not on the wall yet",
        kwargs=lambda world: {"pk": world.wish("collected").pk},
    ),
    Page(
        "deeds:wish_photo",
        SEES_WISHES - {R.SAFETY_OFFICER},
        otherwise=404,
        kwargs=lambda world: {
            "pk": world.wish("fulfilled").pk,
            "stored": world.wish_photo.stored_id,
        },
    ),
    *_moves("deeds:wish_step", "wish", WISH_STEPS),
)
