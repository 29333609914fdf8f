"""Who visits an enterprise is in charge of what is missing there, such as receipts of letters."""

from collections.abc import Iterable, Sequence

from letters.selectors import in_charge_add
from visits.models import TeamEnterprise, VisitTeam


def officials_in_charge(*, enterprises: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Each (enterprise, person): the officials who go along in the team that serves it today."""
    served = TeamEnterprise.objects.in_force().filter(enterprise__in=enterprises)
    teams: dict[int, list[int]] = {}
    for team, person in VisitTeam.members.through.objects.filter(
        visitteam__in=served.order_by().values("team")
    ).values_list("visitteam", "user"):
        teams.setdefault(team, []).append(person)
    for enterprise, team in served.order_by("pk").values_list("enterprise", "team"):
        for person in teams.get(team, ()):
            yield enterprise, person


in_charge_add(officials_in_charge)
