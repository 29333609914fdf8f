"""What is to become of a finding, and which move of its case that is; the course of a session."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.workflow import Move, Workflow
from issues.workflow import Kind


class Handling(models.TextChoices):
    """What is to become of a finding."""

    OFFICE = "office", _("to the visit office")
    DISPATCH = "dispatch", _("dispatch on the spot")
    SOLVED = "solved", _("solved on the spot")


ON_THE_SPOT: dict[str, dict[str, str]] = {
    Handling.DISPATCH: {
        Kind.ISSUE: "dispatch_on_the_spot",
        Kind.DEMAND: "dispatch_on_the_spot",
        Kind.HAZARD: "name_lead",
    },
    Handling.SOLVED: {
        Kind.ISSUE: "solve_on_the_spot",
        Kind.DEMAND: "solve_on_the_spot",
        Kind.HAZARD: "fix_on_the_spot",
    },
}
"""Handling → kind → the move made at once, which needs that move's permission."""


class SessionState(models.TextChoices):
    PLANNED = "planned", _("in preparation")
    ASKED = "asked", _("questions sent")
    MEETING = "meeting", _("under way")
    CLOSED = "closed", _("closed")


class Decision(models.TextChoices):
    """What the meeting makes of a question."""

    ANSWERED = "answered", pgettext_lazy("session", "answered")
    PLAN = "plan", _("plan and route")
    DISPATCH = "dispatch", _("to be dispatched")


_BEFORE = (SessionState.PLANNED, SessionState.ASKED)

SESSION_WORKFLOW = Workflow(
    name="session",
    states=SessionState,
    final=(SessionState.CLOSED,),
    moves=(
        Move("prepare", _("prepare"), _BEFORE, "", "visits.session_manage"),
        Move("send", _("send the questions"), _BEFORE, SessionState.ASKED, "visits.session_manage"),
        Move(
            "answer",
            _("give the preliminary answer"),
            (SessionState.ASKED,),
            "",
            "visits.session_answer",
        ),
        Move("open", _("open the meeting"), _BEFORE, SessionState.MEETING, "visits.session_run"),
        Move("decide", _("decide"), (SessionState.MEETING,), "", "visits.session_run"),
        Move(
            "close",
            _("close the session"),
            (SessionState.MEETING,),
            SessionState.CLOSED,
            "visits.session_manage",
        ),
    ),
)
