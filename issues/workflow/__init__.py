"""The process on one page: states and moves (``moves``), stages and words (``stages``)."""

from issues.workflow.kinds import (
    all_final_states,
    all_state_labels,
    grade_label,
    grades_of,
    page_of,
    register_workflow,
    workflow_for,
)
from issues.workflow.moves import CASE_WORKFLOW, State
from issues.workflow.stages import (
    RESOLVING_STAGES,
    SOLVING_OUTCOMES,
    STAGE_OWNER,
    Asked,
    Kind,
    Outcome,
    Owner,
    Stage,
    Tier,
)

__all__ = [
    "CASE_WORKFLOW",
    "RESOLVING_STAGES",
    "SOLVING_OUTCOMES",
    "STAGE_OWNER",
    "Asked",
    "Kind",
    "Outcome",
    "Owner",
    "Stage",
    "State",
    "Tier",
    "all_final_states",
    "all_state_labels",
    "grade_label",
    "grades_of",
    "page_of",
    "register_workflow",
    "workflow_for",
]
