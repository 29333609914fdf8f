"""The process of an issue or a demand, on one page (domain, section 4).

The case spine is shared with hazards: ``safety.workflow`` brings their own table (``kinds``).
Buttons, permissions, tests and the diagram in ``docs/workflows.md`` all come from these tables.
"""

from django.utils.translation import gettext_lazy as _

from core.workflow import Move, Workflow
from issues.workflow.coordination import COORDINATION_MOVES
from issues.workflow.facts import LED, UNLED
from issues.workflow.kin import KIN_MOVES
from issues.workflow.planning import PLANNING_MOVES
from issues.workflow.requests import REQUEST_MOVES
from issues.workflow.stages import Stage, State

_LEAD_CLOCKS = (Stage.ACCEPT, Stage.FIRST_CONTACT, Stage.RESOLVE)

CASE_WORKFLOW = Workflow(
    name="case",
    states=State,
    final=(State.CLOSED, State.WITHDRAWN, State.MERGED),
    moves=(
        Move(
            "register",
            _("register"),
            (),
            State.REGISTERED,
            "issues.case_register",
            starts=(Stage.DISPATCH,),
        ),
        Move(
            "solve_on_the_spot",
            _("solved on the spot"),
            (State.REGISTERED,),
            State.REPLIED,
            "issues.case_solve_on_the_spot",
            meets=(Stage.DISPATCH,),
            starts=(Stage.VERIFY,),
        ),
        Move("triage", _("triage"), (State.REGISTERED,), State.TRIAGED, "issues.case_triage"),
        Move(
            "dispatch_on_the_spot",
            _("dispatch on the spot"),
            (State.REGISTERED,),
            State.DISPATCHED,
            "issues.case_dispatch_on_the_spot",
            meets=(Stage.DISPATCH,),
            starts=_LEAD_CLOCKS,
        ),
        Move(
            "dispatch",
            _("dispatch"),
            (State.TRIAGED,),
            State.DISPATCHED,
            "issues.case_dispatch",
            meets=(Stage.DISPATCH,),
            starts=(*_LEAD_CLOCKS, Stage.SUPPORT_REPLY),
        ),
        Move(
            "accept",
            _("accept"),
            (State.DISPATCHED,),
            State.ACCEPTED,
            "issues.case_accept",
            meets=(Stage.ACCEPT,),
        ),
        Move(
            "pass_down",
            _("dispatch to a unit below"),
            (State.DISPATCHED, State.ACCEPTED, State.HANDLING),
            State.DISPATCHED,
            "issues.case_pass_down",
            meets=(Stage.ACCEPT,),
            starts=(Stage.ACCEPT,),
        ),
        Move(
            "return",
            _("return"),
            (State.DISPATCHED,),
            State.RETURNED,
            "issues.case_return",
            meets=(Stage.ACCEPT,),
            starts=(Stage.RETURN_DECISION,),
        ),
        Move(
            "uphold_return",
            _("agree to the return"),
            (State.RETURNED,),
            State.TRIAGED,
            "issues.case_decide_return",
            meets=(Stage.RETURN_DECISION,),
            starts=(Stage.DISPATCH,),
        ),
        Move(
            "reject_return",
            _("refuse the return"),
            (State.RETURNED,),
            State.DISPATCHED,
            "issues.case_decide_return",
            meets=(Stage.RETURN_DECISION,),
            starts=(Stage.ACCEPT,),
        ),
        Move(
            "assign",
            _("assign"),
            (State.ACCEPTED, State.HANDLING),
            State.HANDLING,
            "issues.case_assign",
        ),
        Move(
            "contact",
            _("record progress"),
            (State.HANDLING,),
            State.HANDLING,
            "issues.case_handle",
            meets=(Stage.FIRST_CONTACT,),
        ),
        Move(
            "support_reply",
            _("reply as support"),
            (State.DISPATCHED, State.ACCEPTED, State.HANDLING),
            "",
            "issues.case_support_reply",
        ),
        Move(
            "submit_reply",
            _("reply"),
            (State.HANDLING,),
            State.SUBMITTED,
            "issues.case_handle",
        ),
        Move(
            "send_back_reply",
            _("send the reply back"),
            (State.SUBMITTED,),
            State.HANDLING,
            "issues.case_approve_reply",
        ),
        Move(
            "approve_reply",
            _("approve the reply"),
            (State.SUBMITTED,),
            State.REPLIED,
            "issues.case_approve_reply",
            meets=(Stage.FIRST_CONTACT, Stage.RESOLVE),
            starts=(Stage.VERIFY,),
        ),
        Move(
            "verify",
            _("record the enterprise's word"),
            (State.REPLIED,),
            State.VERIFIED,
            "issues.case_verify",
            meets=(Stage.VERIFY,),
        ),
        Move(
            "reopen",
            _("reopen: not solved"),
            (State.REPLIED, State.VERIFIED, State.CLOSED),
            State.HANDLING,
            "issues.case_verify",
            meets=(Stage.VERIFY, Stage.RETURN_VISIT),
            starts=(Stage.RESOLVE,),
            opens_round=True,
            when=(LED,),
        ),
        Move(
            "reopen_unled",
            _("reopen for triage: not solved"),
            (State.REPLIED, State.VERIFIED, State.CLOSED),
            State.REGISTERED,
            "issues.case_verify",
            meets=(Stage.VERIFY, Stage.RETURN_VISIT),
            starts=(Stage.DISPATCH,),
            opens_round=True,
            when=(UNLED,),
        ),
        Move(
            "close",
            _("close"),
            (State.VERIFIED,),
            State.CLOSED,
            "issues.case_close",
            starts=(Stage.RETURN_VISIT,),
        ),
        Move(
            "return_visit",
            _("record a return visit"),
            (State.CLOSED,),
            State.CLOSED,
            "issues.case_return_visit",
            meets=(Stage.RETURN_VISIT,),
        ),
        *COORDINATION_MOVES,
        *PLANNING_MOVES,
        *REQUEST_MOVES,
        *KIN_MOVES,
    ),
)
