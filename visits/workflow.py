"""What becomes of a finding, and which move of its case that is; the courses of a session,
a planned visit and a campaign."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.workflow import Fact, Move, Workflow
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
    MEETING = "meeting", pgettext_lazy("session", "under way")
    CLOSED = "closed", pgettext_lazy("session", "closed")


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


class PlannedState(models.TextChoices):
    """How a planned visit stands."""

    ASKED = "asked", pgettext_lazy("planned visit", "waits for approval")
    PLANNED = "planned", _("planned")
    REFUSED = "refused", pgettext_lazy("planned visit", "refused")
    KEPT = "kept", pgettext_lazy("planned visit", "kept")
    WITHDRAWN = "withdrawn", pgettext_lazy("planned visit", "withdrawn")


_TO_COME = (PlannedState.ASKED, PlannedState.PLANNED)
_NOT_THERE_YET = Fact(
    _("nobody has checked in"),
    lambda planned: planned.checked_in_at is None,
    _("Somebody has checked in already: the visit is under way. Log it."),
)

PLANNED_WORKFLOW = Workflow(
    name="planned visit",
    states=PlannedState,
    final=(PlannedState.REFUSED, PlannedState.KEPT, PlannedState.WITHDRAWN),
    moves=(
        Move(
            "change",
            _("change the plan"),
            (PlannedState.PLANNED,),
            "",
            "visits.visit_plan",
            when=(_NOT_THERE_YET,),
        ),
        Move("join", _("join the plan"), (PlannedState.PLANNED,), "", "visits.visit_plan"),
        Move(
            "withdraw",
            _("withdraw the plan"),
            _TO_COME,
            PlannedState.WITHDRAWN,
            "visits.visit_plan",
            when=(_NOT_THERE_YET,),
        ),
        Move(
            "approve",
            _("approve one over the cap"),
            (PlannedState.ASKED,),
            PlannedState.PLANNED,
            "visits.over_cap_decide",
        ),
        Move(
            "refuse",
            _("refuse one over the cap"),
            (PlannedState.ASKED,),
            PlannedState.REFUSED,
            "visits.over_cap_decide",
        ),
        Move(
            "check_in",
            _("check in"),
            (PlannedState.PLANNED,),
            "",
            "visits.visit_log",
            when=(_NOT_THERE_YET,),
        ),
        Move(
            "keep",
            _("log the visit"),
            (PlannedState.PLANNED,),
            PlannedState.KEPT,
            "visits.visit_log",
        ),
    ),
)


class CampaignState(models.TextChoices):
    PREPARED = "prepared", pgettext_lazy("of a campaign", "prepared")
    RUNNING = "running", pgettext_lazy("of a campaign", "running")
    ENDED = "ended", pgettext_lazy("of a campaign", "ended")


_CAMPAIGN = "visits.campaign_manage"
_NOT_ENDED = (CampaignState.PREPARED, CampaignState.RUNNING)

CAMPAIGN_WORKFLOW = Workflow(
    name="campaign",
    states=CampaignState,
    final=(CampaignState.ENDED,),
    moves=(
        Move("change", _("change"), _NOT_ENDED, "", _CAMPAIGN),
        Move("ask", _("change its questions"), _NOT_ENDED, "", _CAMPAIGN),
        Move(
            "open",
            _("begin the campaign"),
            (CampaignState.PREPARED,),
            CampaignState.RUNNING,
            _CAMPAIGN,
        ),
        Move(
            "rescope",
            _("bring the scope in step"),
            (CampaignState.RUNNING,),
            "",
            _CAMPAIGN,
        ),
        Move(
            "end", _("end the campaign"), (CampaignState.RUNNING,), CampaignState.ENDED, _CAMPAIGN
        ),
    ),
)
