from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from enterprises.models import Enterprise
from issues.models import Case
from visits.models import TeamEnterprise, Visit, VisitTeam
from visits.models.team import in_force_on


def teams_listed(*, user) -> QuerySet[VisitTeam]:
    """The teams this person may see, each with how many enterprises it serves and has visited."""
    today = timezone.localdate()
    served = Count("served", filter=in_force_on(today, "served__"), distinct=True)
    visited = (
        Visit.objects.filter(team=OuterRef("pk"), visited_at__year=today.year)
        .order_by()
        .values("team")
        .annotate(number=Count("enterprise", distinct=True))
    )
    return (
        VisitTeam.objects.visible_to(user)
        .annotate(
            served_count=served,
            visited_count=Coalesce(Subquery(visited.values("number")), 0),
        )
        .select_related("district_leader", "department_head", "department", "town_head", "town")
        .order_by("name_key", "id")
    )


def team_enterprises(*, team: VisitTeam, user) -> QuerySet[Enterprise]:
    """What the team serves, the longest not visited first; open cases as far as ``user`` sees."""
    served = TeamEnterprise.objects.in_force().filter(team=team)
    last = Visit.objects.filter(enterprise=OuterRef("pk")).order_by("-visited_at")
    open_cases = (
        Case.objects.visible_to(user)
        .filter(enterprise=OuterRef("pk"), closed_at__isnull=True)
        .order_by()
        .values("enterprise")
        .annotate(number=Count("pk"))
    )
    return (
        Enterprise.objects.visible_to(user)
        .filter(pk__in=served.values("enterprise"))
        .annotate(
            last_visited_at=Subquery(last.values("visited_at")[:1]),
            open_count=Coalesce(Subquery(open_cases.values("number")), 0),
        )
        .select_related("town")
        .defer("search", "scope")
        .order_by(F("last_visited_at").asc(nulls_first=True), "id")
    )


def served_by(*, enterprises, except_team: VisitTeam | None, since_on, until_on) -> QuerySet:
    """Who else serves any of the enterprises at some time of the period."""
    overlapping = Q(until_on__isnull=True) | Q(until_on__gte=since_on)
    if until_on:
        overlapping &= Q(since_on__lte=until_on)
    rows = TeamEnterprise.objects.filter(overlapping, enterprise__in=enterprises)
    if except_team:
        rows = rows.exclude(team=except_team)
    return rows.select_related("team", "enterprise")
