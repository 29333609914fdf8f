"""The table of each kind of case; a higher app brings that of its own."""

from core.workflow import Workflow
from issues.workflow.moves import CASE_WORKFLOW
from issues.workflow.stages import Kind

_workflows: dict[str, Workflow] = {Kind.ISSUE: CASE_WORKFLOW, Kind.DEMAND: CASE_WORKFLOW}
_pages: dict[str, str] = {}


def register_workflow(kind: str, workflow: Workflow, *, page: str) -> None:
    """Let a higher app bring the table of its kind of case, and the name of the page it has."""
    _workflows[kind] = workflow
    _pages[kind] = page


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
