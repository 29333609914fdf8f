"""The closed loop of a hazard, on one page: found, filed, assessed, rectified, accepted, written off.

A hazard that is not rectified is not written off (domain, sections 1 to 4). The machine that runs
this table, the deadlines and the trail are the case spine's.
"""

from django.utils.translation import gettext_lazy as _

from core.workflow import Fact, Move, Workflow
from issues.workflow import (
    LED,
    NOTHING_ASKED,
    UNLED,
    Asked,
    Kind,
    Stage,
    register_workflow,
    waits,
)
from safety.states import Grade, HazardState, SafetyField

__all__ = ["HAZARD_WORKFLOW", "Grade", "HazardState", "SafetyField"]


MAJOR = Fact(
    _("a major hazard"),
    lambda case: case.grade == Grade.MAJOR,
    _("This is for major hazards only. Ask for a change of its level first."),
)
LISTED = Fact(
    _("on the list"),
    lambda case: case.listings.filter(unlisted_at__isnull=True).exists(),
    _("This hazard is not on the list. Reload to see where it stands."),
)
STOPPED = Fact(
    _("a suspension order in force"),
    lambda case: case.suspension_orders.filter(lifted_at__isnull=True).exists(),
    _("No suspension order is in force here. Reload to see where it stands."),
)
NOT_SUBMITTED = Fact(
    _("past its date and not submitted"),
    lambda case: case.deadlines.filter(
        stage=Stage.ACCEPTANCE, met_at__isnull=True, cancelled_at__isnull=True
    ).exists(),
    _("Its date has not passed, or somebody has looked already. Reload to see where it stands."),
)

TAKEN_OVER = Fact(
    _("from a ledger"), lambda case: case.source == "ledger", _("Only a ledger is taken over.")
)

_UNDER_WAY = (HazardState.ASSESSED, HazardState.RECTIFYING)
_NOT_ACCEPTED = (*_UNDER_WAY, HazardState.ACCEPTING)

MAJOR_MOVES = (
    Move(
        "ask_regrade",
        _("ask for a change of level"),
        _UNDER_WAY,
        "",
        "safety.hazard_ask_regrade",
        starts=(Stage.DECISION,),
        when=(NOTHING_ASKED,),
    ),
    Move(
        "approve_regrade",
        _("approve the change of level"),
        _UNDER_WAY,
        HazardState.ASSESSED,
        "safety.hazard_decide_regrade",
        meets=(Stage.DECISION,),
        starts=(Stage.ORDER,),
        when=(waits(Asked.REGRADE),),
    ),
    Move(
        "refuse_regrade",
        _("refuse the change of level"),
        _UNDER_WAY,
        "",
        "safety.hazard_decide_regrade",
        meets=(Stage.DECISION,),
        when=(waits(Asked.REGRADE),),
    ),
    Move(
        "ask_extension",
        _("ask for an extension"),
        (HazardState.RECTIFYING,),
        "",
        "safety.hazard_ask_extension",
        starts=(Stage.DECISION,),
        when=(MAJOR, NOTHING_ASKED),
    ),
    Move(
        "approve_extension",
        _("approve the extension"),
        (HazardState.RECTIFYING,),
        "",
        "safety.hazard_decide_extension",
        meets=(Stage.DECISION,),
        when=(waits(Asked.EXTENSION),),
    ),
    Move(
        "refuse_extension",
        _("refuse the extension"),
        (HazardState.RECTIFYING,),
        "",
        "safety.hazard_decide_extension",
        meets=(Stage.DECISION,),
        when=(waits(Asked.EXTENSION),),
    ),
    Move(
        "report_progress",
        _("report progress"),
        (HazardState.RECTIFYING,),
        "",
        "safety.hazard_rectify",
        meets=(Stage.PROGRESS,),
        starts=(Stage.PROGRESS,),
        when=(MAJOR, LISTED),
    ),
    Move(
        "look_after_date",
        _("look on site after the date"),
        (HazardState.RECTIFYING,),
        "",
        "safety.hazard_accept",
        meets=(Stage.ACCEPTANCE,),
        when=(MAJOR, NOT_SUBMITTED),
    ),
    Move(
        "supervise",
        _("change who supervises"),
        _NOT_ACCEPTED,
        "",
        "safety.listing_supervise",
        when=(MAJOR, LISTED),
    ),
    Move(
        "unlist",
        _("take it off the list"),
        (HazardState.WRITTEN_OFF,),
        "",
        "safety.listing_end",
        meets=(Stage.UNLIST,),
        when=(MAJOR, LISTED),
    ),
    Move(
        "order_suspension",
        _("order the suspension of production"),
        _NOT_ACCEPTED,
        "",
        "safety.suspension_order",
        when=(MAJOR,),
    ),
    Move(
        "check_resumption",
        _("check for resumption"),
        (*_NOT_ACCEPTED, HazardState.WRITTEN_OFF),
        "",
        "safety.resumption_check",
        when=(STOPPED,),
    ),
)
"""What a major hazard needs beyond the loop; the change of level is for both."""

_OPEN = (HazardState.FOUND, HazardState.FILED, *_NOT_ACCEPTED)

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
        *MAJOR_MOVES,
        *JOINT_MOVES,
    ),
)

register_workflow(Kind.HAZARD, HAZARD_WORKFLOW, page="safety:detail", grades=Grade.choices)
