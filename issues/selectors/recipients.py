"""To whom a step of the ladder goes: a position, resolved when the step is taken.

During leave the delegate answers; a vacant post falls upward, never to nobody (domain, section 5).
"""

from typing import NamedTuple

from issues.models import LadderRung
from organizations.models import Organization, Position

Recipient = LadderRung.Recipient


class Addressee(NamedTuple):
    """Who receives steps of one kind for one unit; ``is_first`` marks whom the slip names."""

    organization_id: int
    kind: str
    position_id: int | None
    user_id: int | None
    is_first: bool


def addressees_on(day) -> list[Addressee]:
    """Every unit's addressees on ``day``: a fixed number of queries, however many are late."""
    positions = list(Position.objects.select_related("holder", "delegate"))
    heads = {p.organization_id: p for p in positions if p.kind == Position.Kind.HEAD}
    by_id = {p.pk: p for p in positions}
    principals = [p for p in positions if p.kind == Position.Kind.PRINCIPAL]
    found = []
    for unit in Organization.objects.all():
        chain = [heads.get(unit.pk), by_id.get(unit.leader_id), *principals]
        found += _of_unit(unit.pk, chain, principals, day)
    return found


def _of_unit(unit_id: int, chain: list, principals: list, day) -> list[Addressee]:
    rows = []
    for kind, start in ((Recipient.HANDLER, 0), (Recipient.HEAD, 0), (Recipient.LEADER, 1)):
        rows.append(_first_filled(unit_id, kind, chain[start:], day))
    filled = [p for p in principals if p.answers_on(day)] or principals[:1]
    for place, position in enumerate(filled):
        user = position.answers_on(day)
        rows.append(
            Addressee(unit_id, Recipient.PRINCIPAL, position.pk, user and user.pk, place == 0)
        )
    return rows


def _first_filled(unit_id: int, kind: str, chain: list, day) -> Addressee:
    for position in chain:
        user = position.answers_on(day) if position else None
        if user is not None and user.is_active:
            return Addressee(unit_id, kind, position.pk, user.pk, True)
    return Addressee(unit_id, kind, None, None, True)
