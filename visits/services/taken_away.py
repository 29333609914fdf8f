"""What of the visits leaves the house, with a trace of who took it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from core.access import require
from core.audit import record
from enterprises.models import Enterprise
from enterprises.services import EXPORT
from visits.models import VisitTeam
from visits.selectors.teams import teams_listed
from visits.teams_workbook import served_rows, teams_workbook


def teams_export(*, actor, file, at: datetime | None = None) -> dict[str, int]:
    """Write the teams the actor sees, with the enterprises they may take away, into ``file``.

    Raises NotYou for whoever sees no teams or takes no part of the register away.
    """
    require(actor, VisitTeam.view_permission)
    require(actor, EXPORT)
    teams = teams_listed(user=actor)
    enterprises = Enterprise.objects.listed_to(actor, EXPORT)
    counts = teams_workbook(
        file,
        teams=list(teams),
        served=served_rows(teams=teams, enterprises=enterprises),
        made_by=actor.display_name,
        now=at or timezone.now(),
    )
    with transaction.atomic():
        record(actor=actor, subject=actor, action="teams_export", rows=counts)
    return counts
