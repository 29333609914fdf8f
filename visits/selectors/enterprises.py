"""What a person should know of an enterprise before going there (domain, section 7)."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from core.access import condition_for
from enterprises.models import Enterprise
from enterprises.selectors import enterprise_search
from issues.models import Case, Verification
from issues.workflow import Kind, State
from visits.models import TeamEnterprise, Visit, VisitTeam

AT_HAND = 30
LOG = "visits.visit_log"
SHOWN = 5


@dataclass(frozen=True)
class Brief:
    """An enterprise before a visit: how often it was visited this year, and what is open there."""

    enterprise: Enterprise
    visits_this_year: int
    inspections_this_year: int
    last_visits: list[Visit]
    open_cases: list[Case]
    open_count: int
    team: VisitTeam | None
    to_check: list[Case]
    followable: list[Visit]


def enterprise_brief(*, user, enterprise: Enterprise) -> Brief:
    """The burden is counted over all visits; what can be opened is only what the person may see."""
    this_year = Visit.objects.filter(
        enterprise=enterprise, visited_at__year=timezone.localdate().year
    )
    open_cases = _open_cases(enterprise, user)
    purposes = list(this_year.values_list("purpose", flat=True))
    visits = list(visits_of_enterprise(user=user, enterprise=enterprise)[:20])
    return Brief(
        enterprise=enterprise,
        visits_this_year=len(purposes),
        inspections_this_year=purposes.count(Visit.Purpose.INSPECTION),
        last_visits=visits[:3],
        open_cases=list(open_cases.select_related("lead_unit").defer("search")[:SHOWN]),
        open_count=open_cases.count(),
        team=VisitTeam.objects.serving(enterprise).first(),
        to_check=list(cases_to_check(user=user, enterprise=enterprise)),
        followable=visits,
    )


def _open_cases(enterprise: Enterprise, user) -> QuerySet[Case]:
    return Case.objects.visible_to(user).filter(enterprise=enterprise, closed_at__isnull=True)


def visits_of_enterprise(*, user, enterprise: Enterprise) -> QuerySet[Visit]:
    visits = Visit.objects.visible_to(user).filter(enterprise=enterprise)
    return visits.select_related("logged_by", "unit", "team").defer("search")


def cases_to_check(*, user, enterprise: Enterprise) -> QuerySet[Case]:
    """The replied or closed cases of which this person may bring back the enterprise's word."""
    condition = Q(pk__in=[])
    for state, permission in (
        (State.REPLIED, "issues.case_verify"),
        (State.CLOSED, "issues.case_return_visit"),
    ):
        reach = condition_for(Case, user, permission)
        if reach is not None:
            condition |= Q(state=state) & reach
    cases = Case.objects.filter(condition, enterprise=enterprise).exclude(kind=Kind.HAZARD)
    handled_by_us = Q(lead_unit__in=user.home_unit_ids)
    told = Verification.objects.filter(
        case=OuterRef("pk"), round=OuterRef("round"), after_closing=True
    )
    cases = cases.exclude(handled_by_us).exclude(Exists(told))
    return cases.select_related("lead_unit").defer("search")


def enterprises_at_hand(*, user) -> QuerySet[Enterprise]:
    """The enterprises the person's teams serve, the one longest not visited first."""
    return my_enterprises_not_visited(user=user)[:AT_HAND]


def enterprises_to_choose(*, user, words: str) -> list[Enterprise]:
    """What is found for the words, and may be logged, for browsers in which nothing is looked up."""
    found = list(enterprise_search(user=user, words=words))
    loggable = Enterprise.objects.allowing(user, LOG).filter(pk__in=[one.pk for one in found])
    keys = set(loggable.values_list("pk", flat=True))
    return [enterprise for enterprise in found if enterprise.pk in keys]


def my_enterprises_not_visited(*, user, since=None) -> QuerySet[Enterprise]:
    """The enterprises my teams serve with ``last_visited_at``, never visited ones first.

    With ``since`` only those not visited from that instant on: for the home page.
    """
    served = TeamEnterprise.objects.in_force().filter(
        team__in=VisitTeam.objects.of(user).values("pk")
    )
    last = Visit.objects.filter(enterprise=OuterRef("pk")).order_by("-visited_at")
    enterprises = (
        Enterprise.objects.filter(pk__in=served.values("enterprise"), is_active=True)
        .annotate(last_visited_at=Subquery(last.values("visited_at")[:1]))
        .select_related("town")
        .defer("search", "scope")
    )
    if since:
        not_since = Q(last_visited_at__isnull=True) | Q(last_visited_at__lt=since)
        enterprises = enterprises.filter(not_since)
    return enterprises.order_by(F("last_visited_at").asc(nulls_first=True), "id")
