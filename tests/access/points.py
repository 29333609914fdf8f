"""The rows of the access table about points.

The entry is of the bureau, made by hand, with a file; the bureau's head may appeal against it.
"""

from datetime import date

from organizations.roles import Role
from tests.access.page import Page
from tests.access.world import EVERYBODY, NOBODY

R = Role

SEES_RANKING = EVERYBODY - {R.ADMINISTRATOR, NOBODY}
SEES_ENTRIES = SEES_RANKING - {R.VISITING_OFFICIAL, R.SAFETY_OFFICER}
OFFICE = {R.VISIT_OFFICE}
DECIDES = {R.VISIT_OFFICE, R.DISTRICT_LEADER}
REASON = {"reason": "已按期办结"}


def _of_entry(world):
    return {"pk": world.points_entry.pk}


def _of_appeal(world):
    return {"pk": world.points_appeal.entry_id}


def _of_month(world):
    return {"month": world.points_month.month}


def _both(name, may, kwargs, sent, **facts):
    """The page of a step and the sending of it; who sees the entry is refused by 403."""
    for method in ("get", "post"):
        yield Page(
            name,
            may,
            opens=200 if method == "get" else 302,
            otherwise=404,
            refused=SEES_ENTRIES - may,
            method=method,
            kwargs=kwargs,
            query=lambda world, method=method: sent if method == "post" else {},
            **facts,
        )


SEES_VIEWINGS = SEES_RANKING
SEES_THE_VIEWING = {R.HANDLER, R.VISIT_OFFICE, R.REPORT_STAFF, R.AUDITOR}
"""The handler is one of its judges."""


def _of_project(state):
    def kwargs(world):
        viewing = world.viewing(state)
        return {"pk": viewing.pk, "project": viewing.projects.get().pk}

    return kwargs


def _of_viewing(state):
    return lambda world: {"pk": world.viewing(state).pk}


def _managed(name: str, state: str, kwargs, *, sent=None, method: str = "get"):
    """A page or a press of the visit office; whoever else sees the viewing is refused."""
    return Page(
        f"points:{name}",
        OFFICE,
        opens=200 if method == "get" else 302,
        otherwise=404,
        refused=SEES_THE_VIEWING - OFFICE,
        method=method,
        situation=state,
        kwargs=kwargs,
        query=lambda world: sent or {},
    )


PAGES_OF_VIEWINGS = (
    Page("points:viewing_list", SEES_VIEWINGS),
    Page("points:viewing_new", OFFICE),
    Page("points:viewing", SEES_THE_VIEWING, otherwise=404, kwargs=_of_viewing("open")),
    _managed("viewing_change", "prepared", _of_viewing("prepared")),
    _managed("project_new", "prepared", _of_viewing("prepared")),
    _managed("viewing_open", "prepared", _of_viewing("prepared"), method="post"),
    _managed("project_remove", "prepared", _of_project("prepared"), method="post"),
    _managed("viewing_close", "scored", _of_viewing("scored"), method="post"),
    Page(
        "points:project_score",
        {R.HANDLER},
        otherwise=404,
        refused={R.REPORT_STAFF, R.AUDITOR, R.VISIT_OFFICE},
        situation="open",
        kwargs=_of_project("open"),
    ),
)

PAGES_OF_POINTS = (
    *PAGES_OF_VIEWINGS,
    Page("points:ranking", SEES_RANKING),
    Page("points:entry_list", SEES_ENTRIES),
    Page("points:entry_new", OFFICE),
    Page(
        "points:entry_new",
        OFFICE,
        opens=302,
        method="post",
        query=lambda world: {
            "unit": world.bureau.pk,
            "cause": "good_practice",
            "happened_on": f"{date.today()}",
            "label": "一窗通办",
            **REASON,
        },
    ),
    Page("points:entry", SEES_ENTRIES, otherwise=404, kwargs=_of_entry),
    Page(
        "points:entry_file",
        SEES_ENTRIES,
        otherwise=404,
        kwargs=lambda world: {
            "pk": world.points_entry.pk,
            "stored": world.points_entry.files.get().stored_id,
        },
    ),
    *_both("points:entry_correct", OFFICE, _of_entry, REASON),
    *_both("points:entry_appeal", {R.UNIT_HEAD}, _of_entry, REASON),
    *_both("points:appeal_decide", DECIDES, _of_appeal, {"upheld": "yes", "decision": "情况属实"}),
    Page("points:month_list", SEES_RANKING),
    Page("points:month", SEES_RANKING, kwargs=_of_month),
    Page("points:announcement", SEES_RANKING, kwargs=_of_month),
    Page(
        "points:month_close",
        OFFICE,
        opens=409,
        method="post",
        situation="closed before",
        kwargs=_of_month,
    ),
    Page("points:rule_list", SEES_RANKING),
    Page("points:rule_change", OFFICE, kwargs=lambda world: {"cause": "slip_red"}),
    Page(
        "points:rule_change",
        OFFICE,
        opens=302,
        method="post",
        kwargs=lambda world: {"cause": "slip_red"},
        query=lambda world: {"points": "-4", "cap": "", "seen": world.points_rule("slip_red").pk},
    ),
)
