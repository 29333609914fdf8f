from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from enterprises.models import Enterprise
from issues.models import Case
from visits.models import SeatTerm, TeamEnterprise, Visit, VisitTeam
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


def heads_on(*, team: VisitTeam, day: date) -> list[SeatTerm]:
    """Who held the three seats on a day; before the team began, those who began it."""
    terms = team.terms.select_related("person", "unit").order_by("since_on", "id")
    held: dict[str, SeatTerm] = {}
    for term in terms:
        if term.since_on <= day or term.seat not in held:
            held[term.seat] = term
    return [held[seat] for seat in SeatTerm.Seat.values if seat in held]


def seat_history(*, team: VisitTeam) -> list[SeatTerm]:
    """Every term of every seat, seat by seat, the latest first; each with its ``until_on``."""
    order = SeatTerm.Seat.values
    terms = list(team.terms.select_related("person", "unit").order_by("-since_on", "-id"))
    terms.sort(key=lambda term: order.index(term.seat))
    later: SeatTerm | None = None
    for term in terms:
        follows = later and later.seat == term.seat
        term.until_on = later.since_on - timedelta(days=1) if follows else team.until_on
        term.is_over = bool(follows)
        later = term
    return terms


def period_begins_on(team: VisitTeam) -> date:
    """From when the team's coverage counts: its own beginning, or this year's if that is later."""
    new_year = timezone.localdate().replace(month=1, day=1)
    return team.since_on if team.until_on else max(team.since_on, new_year)


def teams_to_serve() -> QuerySet[VisitTeam]:
    """The teams that serve today or will: those that are not over."""
    today = timezone.localdate()
    return VisitTeam.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=today))


def teams_serving(enterprises: Iterable[Enterprise]) -> dict[int, VisitTeam]:
    """Enterprise → the team that serves it today; one query for a page of enterprises."""
    rows = TeamEnterprise.objects.in_force().filter(enterprise__in=enterprises)
    return {row.enterprise_id: row.team for row in rows.select_related("team")}


def unserved(enterprises: QuerySet[Enterprise], *, day: date) -> QuerySet[Enterprise]:
    """Those of the enterprises that no team serves on a day."""
    served = TeamEnterprise.objects.filter(in_force_on(day))
    return enterprises.exclude(pk__in=served.values("enterprise"))


def team_enterprises(*, team: VisitTeam, user) -> QuerySet[Enterprise]:
    """What the team serves, the longest not visited first; open cases as far as ``user`` sees.

    ``is_covered`` says whether the team itself was there in its period.
    """
    served = TeamEnterprise.objects.in_force().filter(team=team)
    by_team = Visit.objects.filter(
        enterprise=OuterRef("pk"), team=team, visited_at__date__gte=period_begins_on(team)
    )
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
            is_covered=Exists(by_team),
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
