"""Who sees a report: it holds what its maker could see, so only who may see as much."""

from django.db.models import Q

from core.access import Scope, reaches
from organizations.roles import GRANTS
from reports.models import Report

FIGURES, TAKING = "reports.figures_view", "reports.lists_export"
TEMPLATES, SCHEDULES = "reports.template_manage", "reports.schedule_manage"


@reaches("reports.report", Scope.UNIT)
def of_my_unit(user, units) -> Q:
    """Made by somebody who saw the cases of a unit of mine and nothing else."""
    return Q(reach=Report.Reach.UNIT) & _within(units)


@reaches("reports.report", Scope.OWN)
def made_by_me(user, units) -> Q:
    """Made by me, in units to which I still belong."""
    return Q(created_by=user) & ~Q(reach=Report.Reach.WHOLE) & _within(units)


def _within(units) -> Q:
    beyond = Report.units.through.objects.exclude(organization__in=units).values("report")
    return ~Q(pk__in=beyond)


def reach_of(user) -> Report.Reach:
    """How much of the district this person takes away."""
    scopes = set(user.grants(TAKING))
    if Scope.ALL in scopes:
        return Report.Reach.WHOLE
    return Report.Reach.UNIT if scopes == {Scope.UNIT} else Report.Reach.PERSON


def units_of(user) -> set[int]:
    """The units for which this person takes lists away."""
    return {unit for role, unit in user.roles_held() if TAKING in GRANTS.get(role, {})}


def office_of(user) -> int | None:
    """The unit whose columns this person sets and takes away: the first of theirs."""
    return min(units_of(user), default=None)


class WholeDistrict:
    """Whose view a brief has that is made by itself: all the figures of the district, nothing else."""

    pk = None

    def grants(self, permission: str) -> dict:
        return {Scope.ALL: frozenset()} if permission == FIGURES else {}


WHOLE_DISTRICT = WholeDistrict()
