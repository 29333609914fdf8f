"""What a scope means for teams, visits, and what a visit lends to enterprises and cases.

Whoever logged a visit or took part in it sees it in every scope: it is theirs.
"""

from django.db.models import Q, QuerySet

from core.access import Named, Scope, has_permission, is_allowed, reaches
from enterprises.models import Enterprise
from visits.models import (
    Campaign,
    CampaignTarget,
    DrawnCase,
    Finding,
    PlannedGoer,
    PlannedVisit,
    SessionQuestion,
    TeamEnterprise,
    Visit,
    VisitTeam,
)
from visits.models.planned import going

VISIT = "visits.visit"
TEAM = "visits.visitteam"
SESSION = "visits.session"
CHOSEN = "visits.sessionenterprise"
QUESTION = "visits.sessionquestion"
PLANNED = "visits.plannedvisit"
INVITATION = "visits.invitation"
OVER_CAP = "visits.overcap"
PLAN = "visits.visit_plan"
MANAGE_PLANNED = "visits.planned_manage"
CAMPAIGN = "visits.campaign"
TARGET = "visits.campaigntarget"


def _own_keys(user) -> list[QuerySet]:
    went = Visit.participants.through.objects.filter(user=user)
    return [_keys(Visit.objects.filter(logged_by=user)), went.values("visit")]


def _keys(visits: QuerySet) -> QuerySet:
    return visits.order_by().values("pk")


def _any_of(keys: list[QuerySet]) -> Q:
    """Each set of keys by its own index; joined by "or", all visits would be looked at."""
    return Q(pk__in=keys[0].union(*keys[1:], all=True))


@reaches(VISIT, Scope.OWN)
def own_visits(user, units):
    return _any_of(_own_keys(user))


@reaches(VISIT, Scope.TEAM)
def team_visits(user, units):
    brought = Visit.objects.filter(team__in=VisitTeam.objects.of(user).values("pk"))
    return _any_of([*_own_keys(user), _keys(brought)])


@reaches(VISIT, Scope.UNIT)
@reaches(VISIT, Scope.FIELD)
def unit_visits(user, units):
    return Q(unit__in=units) | Q(enterprise__town__in=units) | own_visits(user, units)


@reaches(VISIT, Scope.CHARGE)
def charged_visits(user, units):
    charge = user.charge_ids
    return Q(unit__in=charge) | Q(enterprise__town__in=charge) | own_visits(user, units)


@reaches("enterprises.enterprise", Scope.TEAM)
def served_enterprises(user, units):
    served = TeamEnterprise.objects.in_force().filter(
        team__in=VisitTeam.objects.of(user).values("pk")
    )
    return Q(pk__in=served.values("enterprise"))


@reaches("issues.case", Scope.TEAM)
def cases_of_team_visits(user, units):
    """The cases of visits by my team, and of those I logged or took part in."""
    visits = Visit.objects.filter(team_visits(user, units)).values("pk")
    return Q(pk__in=Finding.objects.filter(visit__in=visits).values("case"))


@reaches("issues.case", Scope.DRAWN)
def drawn_cases(user, units):
    """Closed cases at which this person was drawn to look again, and what came of them."""
    return Named(DrawnCase.objects.filter(visitor=user), "case")


@reaches(TEAM, Scope.TEAM)
@reaches(TEAM, Scope.OWN)
def own_teams(user, units):
    return Q(pk__in=VisitTeam.objects.of(user).values("pk"))


@reaches(TEAM, Scope.UNIT)
@reaches(TEAM, Scope.FIELD)
def unit_teams(user, units):
    return Q(department__in=units) | Q(town__in=units) | own_teams(user, units)


@reaches(TEAM, Scope.CHARGE)
def charged_teams(user, units):
    charge = user.charge_ids
    return Q(department__in=charge) | Q(town__in=charge) | own_teams(user, units)


@reaches(QUESTION, Scope.UNIT)
def questions_put_to_units(user, units):
    """What was sent to my unit, and what a closed session gave it to lead."""
    asked = Q(department__in=units, asked_at__isnull=False)
    return asked | Q(unit__in=units, session__closed_at__isnull=False)


@reaches(SESSION, Scope.UNIT)
def sessions_that_ask_units(user, units):
    asked = SessionQuestion.objects.filter(questions_put_to_units(user, units))
    return Q(pk__in=asked.order_by().values("session"))


@reaches(CHOSEN, Scope.UNIT)
def enterprises_that_ask_units(user, units):
    asked = SessionQuestion.objects.filter(questions_put_to_units(user, units))
    return Q(pk__in=asked.order_by().values("chosen"))


@reaches(CHOSEN, Scope.OWN)
@reaches(QUESTION, Scope.OWN)
def parts_of_led_sessions(user, units):
    return Q(session__leader=user)


@reaches(SESSION, Scope.OWN)
def led_sessions(user, units):
    return Q(leader=user)


@reaches(PLANNED, Scope.OWN)
def own_planned(user, units):
    return going(user)


@reaches(PLANNED, Scope.TEAM)
def planned_of_teams(user, units):
    return Q(team__in=VisitTeam.objects.of(user).values("pk")) | going(user)


@reaches(PLANNED, Scope.UNIT)
@reaches(PLANNED, Scope.FIELD)
def planned_of_units(user, units):
    return _planned_around(units) | going(user)


@reaches(PLANNED, Scope.CHARGE)
def charged_planned(user, units):
    return _planned_around(user.charge_ids) | going(user)


def _planned_around(units) -> Q:
    """By one of the units, with somebody of them, or to their territory."""
    joined = PlannedGoer.objects.filter(unit__in=units).values("planned")
    return Q(unit__in=units) | Q(enterprise__town__in=units) | Q(pk__in=joined)


@reaches(OVER_CAP, Scope.CHARGE)
def charged_over_caps(user, units):
    charge = user.charge_ids
    planned = Q(planned__unit__in=charge) | Q(planned__enterprise__town__in=charge)
    return planned | Q(visit__unit__in=charge) | Q(visit__enterprise__town__in=charge)


def can_change_planned(user, planned: PlannedVisit) -> bool:
    """Who planned it, as long as they plan at all; and who manages all plans."""
    if is_allowed(user, MANAGE_PLANNED, planned):
        return True
    return planned.planned_by_id == getattr(user, "pk", None) and has_permission(user, PLAN)


@reaches(TARGET, Scope.TEAM)
@reaches(TARGET, Scope.UNIT)
@reaches(TARGET, Scope.FIELD)
@reaches(TARGET, Scope.CHARGE)
def targets_at_my_enterprises(user, units):
    """Of a campaign's targets those that are my team's, or lie in my territory, field or charge."""
    mine = Enterprise.objects.allowing(user, Campaign.view_permission)
    return Q(enterprise__in=_keys(mine))


@reaches(CAMPAIGN, Scope.TEAM)
@reaches(CAMPAIGN, Scope.UNIT)
@reaches(CAMPAIGN, Scope.FIELD)
@reaches(CAMPAIGN, Scope.CHARGE)
def campaigns_at_my_enterprises(user, units):
    """Campaigns that have begun and have a target within my reach."""
    targets = CampaignTarget.objects.filter(targets_at_my_enterprises(user, units))
    return Q(opened_at__isnull=False, pk__in=targets.order_by().values("campaign"))
