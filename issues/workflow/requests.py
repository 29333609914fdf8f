"""The moves that ask for a change of the clock, and those that decide it (domain, section 4)."""

from django.utils.translation import gettext_lazy as _

from core.workflow import Move
from issues.workflow.facts import LED, NOTHING_ASKED, waits
from issues.workflow.stages import Asked, Stage, State

_BEFORE_REPLY = (State.ACCEPTED, State.HANDLING)
_RUNNING = (*_BEFORE_REPLY, State.SUBMITTED)
_OPEN = tuple(
    state for state in State if state not in (State.CLOSED, State.WITHDRAWN, State.MERGED)
)


def _decisions(kind: Asked, sources, permission: str, labels, target="", starts=()) -> tuple:
    """Approving, which may lead on, and refusing, after which all is as before."""
    facts = (waits(kind),)
    yes, no = labels
    return (
        Move(f"approve_{kind}", yes, sources, target, permission, starts=starts, when=facts),
        Move(f"refuse_{kind}", no, sources, "", permission, when=facts),
    )


REQUEST_MOVES = (
    Move(
        "ask_extension",
        _("ask for an extension"),
        _BEFORE_REPLY,
        "",
        "issues.case_ask_extension",
        when=(LED, NOTHING_ASKED),
    ),
    *_decisions(
        Asked.EXTENSION,
        _RUNNING,
        "issues.case_decide_extension",
        (_("approve the extension"), _("refuse the extension")),
    ),
    *_decisions(
        Asked.SECOND_EXTENSION,
        _RUNNING,
        "issues.case_decide_second_extension",
        (_("approve the second extension"), _("refuse the second extension")),
    ),
    Move(
        "ask_suspension",
        _("ask for a suspension"),
        (State.HANDLING,),
        "",
        "issues.case_ask_suspension",
        when=(LED, NOTHING_ASKED),
    ),
    *_decisions(
        Asked.SUSPENSION,
        (State.HANDLING,),
        "issues.case_decide_suspension",
        (_("approve the suspension"), _("refuse the suspension")),
        target=State.SUSPENDED,
        starts=(Stage.REVIEW,),
    ),
    Move(
        "resume",
        _("take it up again"),
        (State.SUSPENDED,),
        State.HANDLING,
        "issues.case_resume",
        meets=(Stage.REVIEW,),
    ),
    Move(
        "ask_withdrawal",
        _("ask for its withdrawal"),
        _OPEN,
        "",
        "issues.case_ask_withdrawal",
        when=(NOTHING_ASKED,),
    ),
    *_decisions(
        Asked.WITHDRAWAL,
        _OPEN,
        "issues.case_decide_withdrawal",
        (_("approve the withdrawal"), _("refuse the withdrawal")),
        target=State.WITHDRAWN,
    ),
)
