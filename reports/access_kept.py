"""Who sees a report: it holds what its maker could see, so only who may see as much."""

from django.db.models import Q

from core.access import Scope, reaches
from organizations.roles import GRANTS
from reports.models import Report
from visits.models import Campaign

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


def reach_of(user, kind: str) -> Report.Reach:
    """How much of the district this person takes away in a report of this kind.

    A campaign's workbook is of targets and visits, never of the cases of a unit: who does not see
    the whole district makes it for themselves.
    """
    scopes = set(user.grants(_needed(kind)))
    if Scope.ALL in scopes:
        return Report.Reach.WHOLE
    is_of_unit = scopes == {Scope.UNIT} and kind != Report.Kind.CAMPAIGN
    return Report.Reach.UNIT if is_of_unit else Report.Reach.PERSON


def units_of(user, kind: str = Report.Kind.LISTS) -> set[int]:
    """The units for which this person takes such a report away."""
    return {unit for role, unit in user.roles_held() if _needed(kind) in GRANTS.get(role, {})}


def _needed(kind: str) -> str:
    """What one must be allowed to have such a report made."""
    return Campaign.view_permission if kind == Report.Kind.CAMPAIGN else TAKING


def office_of(user) -> int | None:
    """The unit whose columns this person sets and takes away: the first of theirs."""
    return min(units_of(user), default=None)


class WholeDistrict:
    """Whose view a brief has that is made by itself: all the figures of the district, nothing else."""

    pk = None

    def grants(self, permission: str) -> dict:
        return {Scope.ALL: frozenset()} if permission == FIGURES else {}


WHOLE_DISTRICT = WholeDistrict()
