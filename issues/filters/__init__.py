"""The four lists, as their addresses describe them.

``list_<name>(user=…, params=…)`` returns the filtered rows in order: pages, workbooks and figures
call it with the same query string and get the same rows.
"""

from issues.filters.cases import (
    CaseFilter,
    DemandFilter,
    IssueFilter,
    list_cases,
    list_demands,
    list_issues,
)
from issues.filters.deadlines import DeadlineFilter, list_deadlines
from issues.filters.responsibilities import ResponsibilityFilter, list_responsibilities

__all__ = [
    "CaseFilter",
    "DeadlineFilter",
    "DemandFilter",
    "IssueFilter",
    "ResponsibilityFilter",
    "list_cases",
    "list_deadlines",
    "list_demands",
    "list_issues",
    "list_responsibilities",
]
