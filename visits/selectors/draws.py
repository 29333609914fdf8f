from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from issues.models import Case
from issues.workflow import SOLVING_OUTCOMES, Kind, State
from organizations.models import Organization
from visits.models import Draw, DrawnCase

_FINAL = Q(cases__result__in=DrawnCase.FINAL)


def population(*, since_on: date, until_on: date) -> QuerySet[Case]:
    """What may be drawn: dispatched, closed as solved or explained in these days, not drawn yet.

    A case that was opened again and closed once more may be drawn once more.
    """
    drawn = DrawnCase.objects.filter(case=OuterRef("pk"), round=OuterRef("round"))
    return Case.objects.filter(
        ~Exists(drawn),
        kind__in=(Kind.ISSUE, Kind.DEMAND),
        state=State.CLOSED,
        outcome__in=SOLVING_OUTCOMES,
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
