"""The moves of a case that a leader leads: its plan of milestones, and meeting them."""

from django.utils.translation import gettext_lazy as _

from core.workflow import Fact, Move
from issues.workflow.stages import Stage, State, Tier

LEADER_LED = Fact(
    _("a leader leads it"),
    lambda case: case.tier == Tier.LEADER_LED,
    _("Only a case that a leader leads follows milestones."),
)
_PLANNED = (State.DISPATCHED, State.ACCEPTED, State.HANDLING)

PLANNING_MOVES = (
    Move(
        "plan",
        _("plan the milestones"),
        _PLANNED,
        "",
        "issues.case_plan",
        starts=(Stage.MILESTONE,),
        when=(LEADER_LED,),
    ),
    Move(
        "meet_milestone",
        _("report a milestone met"),
        (*_PLANNED, State.SUBMITTED),
        "",
        "issues.case_handle",
        when=(LEADER_LED,),
    ),
)
