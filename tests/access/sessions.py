"""The rows of the access table for sessions."""

from organizations.roles import Role
from tests.access.page import Page

R = Role

SEES_SESSIONS = {
    R.HANDLER,
    R.UNIT_HEAD,
    R.VISIT_OFFICE,
    R.DISTRICT_LEADER,
    R.REPORT_STAFF,
    R.AUDITOR,
}
READS_SESSIONS = SEES_SESSIONS - {R.VISIT_OFFICE}
"""Sees the session and may not prepare it."""
RUNS = {R.VISIT_OFFICE, R.DISTRICT_LEADER}
ANSWERS = {R.HANDLER, R.UNIT_HEAD}


def _session(world):
    return {"pk": world.question.session_id}


def _chosen(world):
    return {"pk": world.question.chosen_id}


def _question(world):
    return {"pk": world.question.pk}


def _of_the_office(name: str, kwargs, method: str = "get", opens: int = 200) -> Page:
    return Page(
        name,
        {R.VISIT_OFFICE},
        opens=opens,
        otherwise=404,
        refused=READS_SESSIONS,
        method=method,
        kwargs=kwargs,
    )


PAGES_OF_SESSIONS = (
    Page("visits:session_list", SEES_SESSIONS),
    Page("visits:session_create", {R.VISIT_OFFICE}),
    Page("visits:session_detail", SEES_SESSIONS, otherwise=404, kwargs=_session),
    _of_the_office("visits:session_change", _session),
    _of_the_office("visits:session_choose", _session),
    _of_the_office("visits:session_question", _chosen),
    _of_the_office("visits:session_unchoose", _chosen, "post", opens=400),
    _of_the_office("visits:session_send", _session, "post", opens=400),
    *(
        Page(f"visits:session_{name}", SEES_SESSIONS, otherwise=404, kwargs=_session)
        for name in ("handling", "workbook")
    ),
    *(
        Page(
            f"visits:session_{name}",
            RUNS,
            otherwise=404,
            refused=SEES_SESSIONS - RUNS,
            kwargs=_session,
        )
        for name in ("meeting", "agenda")
    ),
    Page(
        "visits:session_open",
        RUNS,
        opens=302,
        otherwise=404,
        refused=SEES_SESSIONS - RUNS,
        method="post",
        kwargs=_session,
    ),
    Page(
        "visits:session_decide",
        RUNS,
        otherwise=404,
        refused=SEES_SESSIONS - RUNS,
        method="post",
        kwargs=_question,
    ),
    _of_the_office("visits:session_close", _session, "post", opens=409),
    Page(
        "visits:session_answer",
        ANSWERS,
        otherwise=404,
        refused=SEES_SESSIONS - ANSWERS,
        kwargs=_question,
    ),
)
