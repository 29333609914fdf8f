from measures.services.grouping import grouping_start
from measures.services.measures import (
    measure_change,
    measure_drop,
    measure_end,
    measure_issue,
    measure_report,
    measure_take_up,
)
from measures.services.problems import (
    problem_add_case,
    problem_confirm,
    problem_dismiss,
    problem_remove_case,
    problem_rename,
)
from measures.services.telling import measure_tell

__all__ = [
    "grouping_start",
    "measure_change",
    "measure_drop",
    "measure_end",
    "measure_issue",
    "measure_report",
    "measure_take_up",
    "measure_tell",
    "problem_add_case",
    "problem_confirm",
    "problem_dismiss",
    "problem_remove_case",
    "problem_rename",
]
