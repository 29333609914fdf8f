"""What a scope means for common problems and the measures that answer them."""

from django.db.models import Exists, OuterRef, Q

from core.access import Scope, reaches
from measures.models import Measure, ProblemCase
from measures.workflow import MeasureState, ProblemState

PROBLEM = "measures.commonproblem"
MEASURE = "measures.measure"


@reaches(PROBLEM, Scope.UNIT)
def problems_of_units(user, units):
    """Confirmed ones that my unit answers by a measure, or of which it leads a case."""
    standing = ProblemCase.objects.filter(problem=OuterRef("pk"), removed_at__isnull=True)
    led = standing.filter(case__lead_unit__in=units)
    owned = Measure.objects.filter(problem=OuterRef("pk"), owner__in=units)
    return Q(Exists(owned)) | Q(Exists(led), state=ProblemState.CONFIRMED)


@reaches(MEASURE, Scope.UNIT)
def measures_of_units(user, units):
    return Q(owner__in=units)


@reaches(MEASURE, Scope.ISSUED)
def measures_in_force(user, units):
    return Q(state=MeasureState.IN_FORCE)
