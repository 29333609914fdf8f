"""What may be done with a finding at once, said before there is a case that could be asked."""

from core.access import Scope
from enterprises.models import Enterprise
from issues.workflow import Kind, workflow_for
from safety.selectors import fields_overseen
from safety.workflow import SafetyField
from visits.workflow import ON_THE_SPOT

THEIRS = frozenset({Scope.ALL, Scope.TEAM, Scope.OWN})
"""In these scopes a case is within reach of whoever logs the visit that brings it."""


def handlings_offered(*, user, enterprise: Enterprise | None = None) -> dict[str, list[str]]:
    """Each handling on the spot with the findings it is open for: kinds, for hazards their fields.

    Before an enterprise is chosen, all that may be open at any.
    """
    return {
        handling: [
            finding
            for kind, move in moves.items()
            for finding in _within_reach(user, kind, move, enterprise)
        ]
        for handling, moves in ON_THE_SPOT.items()
    }


def _within_reach(user, kind: str, move: str, enterprise: Enterprise | None) -> list[str]:
    scopes = user.grants(workflow_for(kind).move(move).permission)
    everything = list(SafetyField.values) if kind == Kind.HAZARD else [kind]
    if THEIRS.intersection(scopes):
        return everything
    if kind != Kind.HAZARD or Scope.FIELD not in scopes:
        return []
    units = scopes[Scope.FIELD]
    is_territory = enterprise is None or enterprise.town_id in units
    return everything if is_territory else fields_overseen(units)
