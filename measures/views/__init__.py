from measures.views.grouping import grouping_detail, grouping_new, grouping_progress
from measures.views.measures import home, measure_detail, measure_list
from measures.views.problems import (
    problem_cases,
    problem_detail,
    problem_list,
    problem_remove_case,
)
from measures.views.steps import measure_step, problem_step

__all__ = [
    "grouping_detail",
    "grouping_new",
    "grouping_progress",
    "home",
    "measure_detail",
    "measure_list",
    "measure_step",
    "problem_cases",
    "problem_detail",
    "problem_list",
    "problem_remove_case",
    "problem_step",
]
