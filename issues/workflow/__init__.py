"""The process on one page: states and moves (``moves``), stages and words (``stages``)."""

from issues.workflow.facts import LED, NOTHING_ASKED, UNLED, waits
from issues.workflow.kinds import (
    all_final_states,
    all_state_labels,
    grade_label,
    grades_of,
    page_of,
    register_workflow,
    workflow_for,
)
from issues.workflow.moves import CASE_WORKFLOW
from issues.workflow.stages import (
    EXTENSIONS,
    MANY_AT_ONCE,
    PARTS_OF_THE_WHOLE,
    RESOLVING_STAGES,
    SOLVING_OUTCOMES,
    STAGE_OWNER,
    Asked,
    Kind,
    Outcome,
    Owner,
    Stage,
    State,
    Tier,
)

__all__ = [
    "CASE_WORKFLOW",
    "EXTENSIONS",
    "LED",
    "MANY_AT_ONCE",
    "NOTHING_ASKED",
    "PARTS_OF_THE_WHOLE",
    "RESOLVING_STAGES",
    "SOLVING_OUTCOMES",
    "STAGE_OWNER",
    "UNLED",
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
    "waits",
    "workflow_for",
]
