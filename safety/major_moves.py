"""What a major hazard needs beyond the loop: the moves of its level, its list and its suspension."""

from django.utils.translation import gettext_lazy as _

from core.workflow import Fact, Move
from issues.workflow import NOTHING_ASKED, Asked, Stage, waits
from safety.states import Grade, HazardState

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

_UNDER_WAY = (HazardState.ASSESSED, HazardState.RECTIFYING)
NOT_ACCEPTED = (*_UNDER_WAY, HazardState.ACCEPTING)

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
        NOT_ACCEPTED,
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
        NOT_ACCEPTED,
        "",
        "safety.suspension_order",
        when=(MAJOR,),
    ),
    Move(
        "check_resumption",
        _("check for resumption"),
        (*NOT_ACCEPTED, HazardState.WRITTEN_OFF),
        "",
        "safety.resumption_check",
        when=(STOPPED,),
    ),
)
"""What a major hazard needs beyond the loop; the change of level is for both."""
