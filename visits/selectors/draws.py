from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from issues.models import Case
from issues.workflow import SOLVING_OUTCOMES, Kind, State
from organizations.models import Organization
from safety.workflow import HazardState
from visits.models import Draw, DrawnCase

_OF = {
    Draw.Of.CASES: Q(
        kind__in=(Kind.ISSUE, Kind.DEMAND), state=State.CLOSED, outcome__in=SOLVING_OUTCOMES
    ),
    Draw.Of.HAZARDS: Q(kind=Kind.HAZARD, state=HazardState.WRITTEN_OFF),
}
_FINAL = Q(cases__result__in=DrawnCase.FINAL)


def population(*, since_on: date, until_on: date, of: str = Draw.Of.CASES) -> QuerySet[Case]:
    """What may be drawn: dispatched, ended in these days, led by a unit, not drawn yet.

    Issues and demands ended by being closed as solved or explained, hazards by being written off.
    What was opened again and ended once more may be drawn once more.
    """
    drawn = DrawnCase.objects.filter(case=OuterRef("pk"), round=OuterRef("round"))
    return Case.objects.filter(
        ~Exists(drawn),
        _OF[of],
        dispatched_at__isnull=False,
        lead_unit__isnull=False,
        closed_at__date__gte=since_on,
        closed_at__date__lte=until_on,
    ).order_by("pk")


def draws_listed(*, user) -> QuerySet[Draw]:
    """The draws this person may see, each with how many it drew, answered and found solved."""
    return (
        Draw.objects.visible_to(user)
        .annotate(
            drawn_count=Count("cases"),
            final_count=Count("cases", filter=_FINAL),
            solved_count=Count("cases", filter=Q(cases__result=DrawnCase.Result.SOLVED)),
        )
        .select_related("created_by")
    )


def units_drawn() -> QuerySet[Organization]:
    """The units of which closings were drawn."""
    drawn = DrawnCase.objects.order_by().values("lead_unit")
    return Organization.objects.filter(pk__in=drawn)


def drawn_cases_of(*, draw: Draw) -> list[DrawnCase]:
    """The cases of a draw in the order of their lots."""
    return list(_with_facts(draw.cases.all()))


def drawn_for(*, user) -> QuerySet[DrawnCase]:
    """What waits for this person to look again, what was drawn first on top."""
    return _with_facts(DrawnCase.objects.filter(visitor=user).waiting()).order_by("pk")


def _with_facts(drawn: QuerySet[DrawnCase]) -> QuerySet[DrawnCase]:
    related = drawn.select_related("draw", "case__enterprise__town", "lead_unit", "visitor")
    return related.defer("case__search", "case__enterprise__search", "case__enterprise__scope")
