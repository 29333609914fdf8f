"""The courses of a common problem and of the measure that answers it (domain, practice 6)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.workflow import Fact, Move, Workflow

DECIDE = "measures.problem_decide"
KEEP = "measures.measure_keep"


class ProblemState(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("of a problem", "proposed")
    CONFIRMED = "confirmed", pgettext_lazy("of a problem", "confirmed")
    DISMISSED = "dismissed", pgettext_lazy("of a problem", "dismissed")


_STANDING = (ProblemState.PROPOSED, ProblemState.CONFIRMED)
_CONFIRMED = (ProblemState.CONFIRMED,)

PROBLEM_WORKFLOW = Workflow(
    name="problem",
    states=ProblemState,
    final=(ProblemState.DISMISSED,),
    moves=(
        Move(
            "confirm",
            _("confirm and name"),
            (ProblemState.PROPOSED,),
            ProblemState.CONFIRMED,
            DECIDE,
        ),
        Move("take_up", _("take up as a measure"), _CONFIRMED, "", DECIDE),
        Move("rename", _("change the name"), _CONFIRMED, "", DECIDE),
        Move("add_case", _("add a case"), _CONFIRMED, "", DECIDE),
        Move(
            "dismiss",
            _("not one problem: dismiss"),
            _STANDING,
            ProblemState.DISMISSED,
            DECIDE,
            when=(
                Fact(
                    _("no measure answers it"),
                    lambda problem: not problem.measures.exists(),
                    _("A measure answers this problem, so it stays. End the measure instead."),
                ),
            ),
        ),
    ),
)


class MeasureState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("of a measure", "being prepared")
    IN_FORCE = "in_force", pgettext_lazy("of a measure", "in force")
    ENDED = "ended", pgettext_lazy("of a measure", "ended")
    DROPPED = "dropped", pgettext_lazy("of a measure", "dropped")


_PLANNED, _IN_FORCE = (MeasureState.PLANNED,), (MeasureState.IN_FORCE,)

MEASURE_WORKFLOW = Workflow(
    name="measure",
    states=MeasureState,
    final=(MeasureState.ENDED, MeasureState.DROPPED),
    moves=(
        Move("issue", _("put in force"), _PLANNED, MeasureState.IN_FORCE, KEEP),
        Move("tell", _("write to those it fits"), _IN_FORCE, "", DECIDE),
        Move("report", _("write down progress"), (*_PLANNED, *_IN_FORCE), "", KEEP),
        Move("change", _("change the measure"), (*_PLANNED, *_IN_FORCE), "", KEEP),
        Move("drop", _("drop the measure"), _PLANNED, MeasureState.DROPPED, DECIDE),
        Move("end", _("end the measure"), _IN_FORCE, MeasureState.ENDED, KEEP),
    ),
)
