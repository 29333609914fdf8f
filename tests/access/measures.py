"""The rows of the access table about common problems and measures.

The problem is confirmed and of a case that the bureau leads; its measure is the bureau's.
"""

from datetime import date, timedelta

from organizations.roles import Role
from tests.access.page import Page
from tests.access.world import EVERYBODY, NOBODY

R = Role

SEES_MEASURES = EVERYBODY - {R.ADMINISTRATOR, NOBODY}
SEES_PROBLEMS = SEES_MEASURES - {R.VISITING_OFFICIAL, R.HANDLER, R.SAFETY_OFFICER}
OFFICE, KEEPS = {R.VISIT_OFFICE}, {R.VISIT_OFFICE, R.UNIT_HEAD}
DAY = f"{date.today() + timedelta(days=20)}"

PROBLEM_STEPS = (
    ("confirm", "proposed", {"name": "职工宿舍"}),
    ("rename", "confirmed", {"name": "职工宿舍"}),
    ("add_case", "confirmed", None),
    ("dismiss", "confirmed", {"reason": "两回事"}),
    ("take_up", "confirmed", None),
)
MEASURE_STEPS = (
    ("change", "planned", KEEPS, {"title": "甲", "text": "乙", "due_on": DAY, "segment": ""}),
    ("report", "planned", KEEPS, {"words": "已起草"}),
    ("issue", "planned", KEEPS, {"issued_on": f"{date.today()}"}),
    ("drop", "planned", OFFICE, {"reason": "不做了"}),
    ("end", "in_force", KEEPS, {"reason": "到期"}),
    ("tell", "in_force", OFFICE, None),
)


def _steps(name: str, move: str, sent, kwargs, **answers):
    for method in ("get", "post") if sent is not None else ("get",):
        yield Page(
            name,
            opens=200 if method == "get" else 302,
            method=method,
            situation=move,
            kwargs=kwargs,
            query=lambda world, sent=sent, method=method: sent if method == "post" else {},
            **answers,
        )


def _problem_steps():
    for move, state, sent in PROBLEM_STEPS:
        sees = SEES_PROBLEMS - ({R.UNIT_HEAD} if state == "proposed" else set())
        yield from _steps(
            "measures:problem_step",
            move,
            sent,
            lambda world, move=move, state=state: {"pk": world.problem(state).pk, "move": move},
            opens_for=OFFICE,
            otherwise=404,
            refused=sees - OFFICE,
        )


def _measure_steps():
    for move, state, may, sent in MEASURE_STEPS:
        sees = SEES_PROBLEMS if state == "planned" else SEES_MEASURES
        yield from _steps(
            "measures:measure_step",
            move,
            sent,
            lambda world, move=move, state=state: {
                "number": world.measure(state).number,
                "move": move,
            },
            opens_for=may,
            otherwise=404,
            refused=sees - may,
        )


def _of_search(world):
    return {"pk": world.problem("proposed").grouping.pk}


PAGES_OF_MEASURES = (
    Page("measures:home", EVERYBODY, opens=302),
    Page("measures:problem_list", SEES_PROBLEMS),
    Page("measures:measure_list", SEES_MEASURES),
    Page("measures:grouping_new", OFFICE),
    Page("measures:grouping", SEES_PROBLEMS, kwargs=_of_search),
    Page("measures:grouping_progress", SEES_PROBLEMS, kwargs=_of_search),
    *(
        Page(
            f"measures:{name}",
            SEES_PROBLEMS - ({R.UNIT_HEAD} if state == "proposed" else set()),
            otherwise=404,
            situation=state,
            kwargs=lambda world, state=state: {"pk": world.problem(state).pk},
        )
        for name in ("problem", "problem_cases")
        for state in ("proposed", "confirmed")
    ),
    Page(
        "measures:problem_remove_case",
        OFFICE,
        opens=302,
        otherwise=404,
        refused=SEES_PROBLEMS - OFFICE,
        method="post",
        kwargs=lambda world: {"pk": world.problem("confirmed").pk},
        query=lambda world: {"case": world.problem("confirmed").memberships.get().case.number},
    ),
    *(
        Page(
            "measures:measure",
            sees,
            otherwise=404,
            situation=state,
            kwargs=lambda world, state=state: {"number": world.measure(state).number},
        )
        for state, sees in (("planned", SEES_PROBLEMS), ("in_force", SEES_MEASURES))
    ),
    *_problem_steps(),
    *_measure_steps(),
)
