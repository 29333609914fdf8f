"""The closed loop of a hazard, on one page: found, filed, assessed, rectified, accepted, written off.

A hazard that is not rectified is not written off (domain, sections 1 to 4). The machine that runs
this table, the deadlines and the trail are the case spine's.
"""

from django.utils.translation import gettext_lazy as _

from core.workflow import Fact, Move, Workflow
from issues.workflow import LED, UNLED, Kind, Stage, register_workflow
from safety.major_moves import MAJOR_MOVES, NOT_ACCEPTED
from safety.states import Grade, HazardState, SafetyField

__all__ = ["HAZARD_WORKFLOW", "MAJOR_MOVES", "Grade", "HazardState", "SafetyField"]


TAKEN_OVER = Fact(
    _("from a ledger"), lambda case: case.source == "ledger", _("Only a ledger is taken over.")
)

_OPEN = (HazardState.FOUND, HazardState.FILED, *NOT_ACCEPTED)

JOINT_MOVES = (
    Move(
        "decide_jointly",
        _("decide at a joint meeting"),
        _OPEN,
        "",
        "safety.hazard_decide_jointly",
        starts=(Stage.TASK,),
    ),
    Move("task_reply", _("reply to a task"), _OPEN, "", "issues.case_task_reply"),
)
"""What a joint meeting on the way to zero decides about a hazard, and the answers to it."""

HAZARD_WORKFLOW = Workflow(
    name="hazard",
    states=HazardState,
    final=(HazardState.WRITTEN_OFF,),
    moves=(
        Move(
            "find",
            _("hazard found"),
            (),
            HazardState.FOUND,
            "safety.hazard_register",
            starts=(Stage.FILE,),
        ),
        Move(
            "name_lead",
            _("name the unit on the spot"),
            (HazardState.FOUND,),
            HazardState.FOUND,
            "issues.case_dispatch_on_the_spot",
            when=(UNLED,),
        ),
        Move(
            "take_over",
            _("taken over from a ledger"),
            (HazardState.FOUND,),
            HazardState.RECTIFYING,
            "safety.ledger_import",
            meets=(Stage.FILE,),
            starts=(Stage.RECTIFY,),
            when=(TAKEN_OVER,),
        ),
        Move(
            "fix_on_the_spot",
            _("fixed on the spot"),
            (HazardState.FOUND,),
            HazardState.ACCEPTING,
            "safety.hazard_fix_on_the_spot",
            meets=(Stage.FILE,),
            starts=(Stage.ACCEPTANCE,),
        ),
        Move(
            "file",
            _("file the hazard"),
            (HazardState.FOUND,),
            HazardState.FILED,
            "safety.hazard_file",
            meets=(Stage.FILE,),
            starts=(Stage.ASSESS,),
        ),
        Move(
            "assess",
            _("assess the hazard"),
            (HazardState.FILED,),
            HazardState.ASSESSED,
            "safety.hazard_assess",
            meets=(Stage.ASSESS,),
            starts=(Stage.ORDER,),
        ),
        Move(
            "order",
            _("order the rectification"),
            (HazardState.ASSESSED,),
            HazardState.RECTIFYING,
            "safety.hazard_order",
            meets=(Stage.ORDER,),
            starts=(Stage.RECTIFY, Stage.PROGRESS),
        ),
        Move(
            "assign",
            _("assign"),
            (HazardState.RECTIFYING,),
            HazardState.RECTIFYING,
            "issues.case_assign",
        ),
        Move(
            "submit",
            _("submit for acceptance"),
            (HazardState.RECTIFYING,),
            HazardState.ACCEPTING,
            "safety.hazard_rectify",
            meets=(Stage.RECTIFY, Stage.ACCEPTANCE),
            starts=(Stage.ACCEPTANCE,),
        ),
        Move(
            "pass_acceptance",
            _("accept and write off"),
            (HazardState.ACCEPTING,),
            HazardState.WRITTEN_OFF,
            "safety.hazard_accept",
            meets=(Stage.ACCEPTANCE,),
            starts=(Stage.UNLIST,),
        ),
        Move(
            "fail_acceptance",
            _("not accepted: rectify again"),
            (HazardState.ACCEPTING,),
            HazardState.RECTIFYING,
            "safety.hazard_accept",
            meets=(Stage.ACCEPTANCE,),
            starts=(Stage.RECTIFY, Stage.PROGRESS),
            opens_round=True,
            when=(LED,),
        ),
        Move(
            "fail_acceptance_unled",
            _("not accepted: file it again"),
            (HazardState.ACCEPTING,),
            HazardState.FOUND,
            "safety.hazard_accept",
            meets=(Stage.ACCEPTANCE,),
            starts=(Stage.FILE,),
            opens_round=True,
            when=(UNLED,),
        ),
        Move(
            "second_check",
            _("look again after it was written off"),
            (HazardState.WRITTEN_OFF,),
            "",
            "visits.drawn_answer",
        ),
        *MAJOR_MOVES,
        *JOINT_MOVES,
    ),
)

register_workflow(Kind.HAZARD, HAZARD_WORKFLOW, page="safety:detail", grades=Grade.choices)
