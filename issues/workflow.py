"""The process of an issue or a demand, on one page (domain, section 4).

The case spine is shared with hazards: ``safety.workflow`` registers their own table here.
Buttons, permissions, tests and the diagram in ``docs/workflows.md`` all come from these tables.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.workflow import Move, Workflow


class Kind(models.TextChoices):
    ISSUE = "issue", _("issue")
    DEMAND = "demand", _("demand")
    HAZARD = "hazard", _("hazard")


class Tier(models.TextChoices):
    ON_THE_SPOT = "on_the_spot", _("solved on the spot")
    TIME_LIMITED = "time_limited", _("solved by a date")
    LEADER_LED = "leader_led", _("led by a leader")


class Outcome(models.TextChoices):
    SOLVED = "solved", _("solved")
    EXPLAINED = "explained", _("explained and accepted")
    LONG_TERM = "long_term", _("long-term plan agreed")
    CANNOT = "cannot", _("cannot be solved")


SOLVING_OUTCOMES = (Outcome.SOLVED, Outcome.EXPLAINED)
"""Only these count as solved (domain, section 4)."""


class Asked(models.TextChoices):
    """What may be asked for in a case, to be decided by somebody else."""

    EXTENSION = "extension", _("extension")
    SECOND_EXTENSION = "second_extension", _("second extension")
    SUSPENSION = "suspension", _("suspension")
    WITHDRAWAL = "withdrawal", _("withdrawal")


class Stage(models.TextChoices):
    """What a deadline is for."""

    DISPATCH = "dispatch", _("dispatch")
    RETURN_DECISION = "return_decision", _("decide the return")
    ACCEPT = "accept", _("accept")
    FIRST_CONTACT = "first_contact", _("first contact")
    SUPPORT_REPLY = "support_reply", _("support reply")
    RESOLVE = "resolve", _("resolve")
    VERIFY = "verify", _("verify")
    RETURN_VISIT = "return_visit", _("return visit")
    FILE = "file", _("file the hazard")
    ASSESS = "assess", _("assess the hazard")
    ORDER = "order", _("order the rectification")
    RECTIFY = "rectify", _("rectify")
    ACCEPTANCE = "acceptance", _("acceptance")


class Owner(models.TextChoices):
    """Who answers for a stage."""

    OVERSIGHT = "oversight", _("the unit that oversees")
    LEAD = "lead", _("the lead unit")
    SUPPORT = "support", _("each supporting unit")


STAGE_OWNER: dict[str, Owner] = {
    Stage.DISPATCH: Owner.OVERSIGHT,
    Stage.RETURN_DECISION: Owner.OVERSIGHT,
    Stage.ACCEPT: Owner.LEAD,
    Stage.FIRST_CONTACT: Owner.LEAD,
    Stage.SUPPORT_REPLY: Owner.SUPPORT,
    Stage.RESOLVE: Owner.LEAD,
    Stage.VERIFY: Owner.OVERSIGHT,
    Stage.RETURN_VISIT: Owner.OVERSIGHT,
    Stage.FILE: Owner.OVERSIGHT,
    Stage.ASSESS: Owner.OVERSIGHT,
    Stage.ORDER: Owner.OVERSIGHT,
    Stage.RECTIFY: Owner.LEAD,
    Stage.ACCEPTANCE: Owner.OVERSIGHT,
}

RESOLVING_STAGES = (Stage.RESOLVE, Stage.RECTIFY)
"""The stages whose deadline is "the deadline" of a case in lists and rates."""


class State(models.TextChoices):
    REGISTERED = "registered", _("registered")
    TRIAGED = "triaged", _("triaged")
    DISPATCHED = "dispatched", _("dispatched")
    RETURNED = "returned", _("return to be decided")
    ACCEPTED = "accepted", _("accepted")
    HANDLING = "handling", _("handling")
    SUBMITTED = "submitted", _("reply to be approved")
    REPLIED = "replied", _("replied")
    VERIFIED = "verified", _("verified")
    CLOSED = "closed", _("closed")


_LEAD_CLOCKS = (Stage.ACCEPT, Stage.FIRST_CONTACT, Stage.RESOLVE)

CASE_WORKFLOW = Workflow(
    name="case",
    states=State,
    final=(State.CLOSED,),
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
            needs_lead=True,
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
            needs_lead=False,
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
    ),
)

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
