"""The table of each kind of case; a higher app brings that of its own."""

from core.workflow import Workflow
from issues.workflow.moves import CASE_WORKFLOW
from issues.workflow.stages import Kind

_workflows: dict[str, Workflow] = {Kind.ISSUE: CASE_WORKFLOW, Kind.DEMAND: CASE_WORKFLOW}
_pages: dict[str, str] = {}
_grades: dict[str, dict[str, object]] = {}


def register_workflow(kind: str, workflow: Workflow, *, page: str, grades=()) -> None:
    """Let a higher app bring the table of its kind of case, the name of its page, its grades."""
    _workflows[kind] = workflow
    _pages[kind] = page
    _grades[kind] = dict(grades)


def grades_of(kind: str) -> dict[str, object]:
    """The grades that a case of this kind may have, with their labels."""
    return _grades.get(kind, {})


def grade_label(grade: str) -> object:
    return next((labels[grade] for labels in _grades.values() if grade in labels), grade)


def page_of(kind: str) -> str:
    """The name of the address at which a case of this kind is shown."""
    return _pages.get(kind, "issues:case_detail")


def workflow_for(kind: str) -> Workflow:
    return _workflows[kind]


def all_state_labels() -> dict[str, object]:
    """State code → label, over all kinds; the codes of the kinds do not overlap."""
    return {
        value: label
        for workflow in dict.fromkeys(_workflows.values())
        for value, label in workflow.states.choices
    }


def all_final_states() -> frozenset[str]:
    """The states in which cases of any kind come to rest, and pile up."""
    return frozenset(state for workflow in _workflows.values() for state in workflow.final)
