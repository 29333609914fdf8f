"""What gives or takes points, and the course of a viewing, on one page (domain, practice 14)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.workflow import Move, Workflow

RANKING = "points.ranking_view"
VIEW = "points.entry_view"
BY_HAND = "points.entry_make"
APPEAL = "points.appeal_make"
DECIDE = "points.appeal_decide"
RULES = "points.rule_manage"
CLOSE = "points.month_close"
VIEWINGS = "points.viewing_manage"
SCORE = "points.viewing_score"


class Cause(models.TextChoices):
    """Why an entry stands in the ledger; each names the rows of one table, or a person's word."""

    SLIP_BLUE = "slip_blue", _("supervision slip, blue")
    SLIP_ORANGE = "slip_orange", _("supervision slip, orange")
    SLIP_RED = "slip_red", _("supervision slip, red")
    CLOSED_IN_TIME = "closed_in_time", _("closed, resolved in time")
    CLOSED_LATE = "closed_late", _("closed, resolved late")
    RETURNED_WRONGLY = "returned_wrongly", _("returned a case that was its own")
    REOPENED = "reopened", _("not solved: opened again")
    RELAPSE = "relapse", _("a settled matter came back")
    HAZARD_IN_TIME = "hazard_in_time", _("hazard written off, rectified in time")
    HAZARD_LATE = "hazard_late", _("hazard written off, rectified late")
    ACCEPTANCE_FAILED = "acceptance_failed", _("rectification failed its acceptance")
    VERIFIED_SOLVED = "verified_solved", _("second visit: really solved")
    VERIFIED_NOT_SOLVED = "verified_not_solved", _("second visit: not really solved")
    DEED_ACCEPTED = "deed_accepted", _("practical deed accepted")
    VIEWING = "viewing", _("project viewed and scored")
    SUGGESTION = "suggestion", _("suggestion taken up")
    GOOD_PRACTICE = "good_practice", _("good practice")
    COMMENDED = "commended", _("commended")
    CRITICISED = "criticised", _("criticised")
    COUNTER = "counter", _("correction of an entry")


BY_HAND_CAUSES = (Cause.SUGGESTION, Cause.GOOD_PRACTICE, Cause.COMMENDED, Cause.CRITICISED)
RULED_CAUSES = tuple(cause for cause in Cause if cause != Cause.COUNTER)
FOUND_CAUSES = tuple(cause for cause in RULED_CAUSES if cause not in BY_HAND_CAUSES)
"""Those of which each entry names the row that caused it."""


class ViewingState(models.TextChoices):
    PREPARED = "prepared", pgettext_lazy("of a viewing", "being prepared")
    OPEN = "open", pgettext_lazy("of a viewing", "judges are scoring")
    CLOSED = "closed", pgettext_lazy("of a viewing", "closed")


VIEWING_WORKFLOW = Workflow(
    name="viewing",
    states=ViewingState,
    final=(ViewingState.CLOSED,),
    moves=(
        Move(
            "change", pgettext_lazy("a viewing", "change"), (ViewingState.PREPARED,), "", VIEWINGS
        ),
        Move(
            "open",
            _("open it for the judges"),
            (ViewingState.PREPARED,),
            ViewingState.OPEN,
            VIEWINGS,
        ),
        Move("score", pgettext_lazy("a viewing", "score"), (ViewingState.OPEN,), "", SCORE),
        Move("close", _("close the viewing"), (ViewingState.OPEN,), ViewingState.CLOSED, VIEWINGS),
    ),
)
