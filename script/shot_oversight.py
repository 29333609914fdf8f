"""Where the pages of oversight are: inspections, towards zero, points, common problems, reports."""

from collections.abc import Callable

from django.db.models import Count, Model

from inspections.models import CheckListVersion, Inspection
from safety.models import Hazard
from visits.models import VisitTeam


def newest(model: type[Model], page: str = "", **facts) -> Callable[[], str]:
    """The newest of these facts, or a page of it."""

    def address() -> str:
        found = model._default_manager.filter(**facts).latest("pk")
        return f"{found.get_absolute_url()}{page}"

    return address


def inspection() -> str:
    """The inspection with most items judged."""
    found = Inspection.objects.annotate(judged=Count("lists__judgements"))
    return f"/inspections/{found.order_by('-judged', '-pk').first().number}/"


def repeated() -> str:
    """The newest hazard of a repeat offender."""
    return Hazard.objects.filter(repeat_of__isnull=False).latest("pk").case.get_absolute_url()


def check_list() -> str:
    return f"/inspections/lists/{CheckListVersion.objects.earliest('pk').pk}/"


def team_board() -> str:
    return f"/figures/teams/{VisitTeam.objects.earliest('pk').pk}/"
