"""To whom a step of the ladder goes: a position, resolved when the step is taken.

During leave the delegate answers; a vacant post falls upward, never to nobody (domain, section 5).
A post is vacant when whoever answers for it has no open account, or is a delegate on leave
themselves: a delegation is followed once, so two people who stand in for each other make no circle.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from issues.models import LadderRung
from organizations.models import Organization, Position, User

Recipient = LadderRung.Recipient


class Addressee(NamedTuple):
    """Who receives steps of one kind for one unit; ``is_first`` marks whom the slip names."""

    organization_id: int
    kind: str
    position_id: int | None
    user_id: int | None
    is_first: bool


class Posts:
    """All positions as they are filled on one day, and the units they belong to."""

    def __init__(self, day: date):
        positions = list(Position.objects.select_related("holder", "delegate"))
        units = list(Organization.objects.all())
        away = {p.holder_id for p in positions if p.is_delegated_on(day)}
        self.answering = {p.pk: _answering(p, day, away) for p in positions}
        self.units = {unit.pk: unit for unit in units}
        self._by_id = {p.pk: p for p in positions}
        self._heads = {p.organization_id: p for p in positions if p.kind == Position.Kind.HEAD}
        self.principals = [p for p in positions if p.kind == Position.Kind.PRINCIPAL]
        office = next((unit.pk for unit in units if unit.is_visit_office), None)
        self._last = [self._heads.get(office)]

    def upward(self, unit: Organization, kind: str) -> list[Position]:
        """The posts a step for the unit may go to, the lowest first; the visit office's is last."""
        above = [self.units[int(key)] for key in reversed(unit.path.split("/")) if key]
        heads = [self._heads.get(one.pk) for one in above]
        leaders = [self._by_id.get(one.leader_id) for one in above]
        chain = [*leaders, *self.principals, *self._last]
        if kind == Recipient.PRINCIPAL:
            chain = [*self.principals, *self._last]
        elif kind != Recipient.LEADER:
            chain = [*heads, *chain]
        return [post for post in chain if post is not None]


def addressees_on(day: date) -> list[Addressee]:
    """Every unit's addressees on ``day``: a fixed number of queries, however many are late."""
    posts = Posts(day)
    return [row for unit in posts.units.values() for row in _of_unit(unit, posts)]


def addressee_of(unit: Organization, kind: str, day: date) -> User | None:
    """Who answers for one unit's post of this kind on ``day``, by the same way upward."""
    found = _first_filled(unit, kind, Posts(day))
    return User.objects.filter(pk=found.user_id).first() if found.user_id else None


def _of_unit(unit: Organization, posts: Posts) -> Iterable[Addressee]:
    for kind in (Recipient.HANDLER, Recipient.HEAD, Recipient.LEADER):
        yield _first_filled(unit, kind, posts)
    filled = [post for post in posts.principals if posts.answering[post.pk]]
    if not filled:
        yield _first_filled(unit, Recipient.PRINCIPAL, posts)
    for place, post in enumerate(filled):
        user_id = posts.answering[post.pk]
        yield Addressee(unit.pk, Recipient.PRINCIPAL, post.pk, user_id, place == 0)


def _first_filled(unit: Organization, kind: str, posts: Posts) -> Addressee:
    """The first post that somebody answers for; if there is none, the lowest keeps the step."""
    chain = posts.upward(unit, kind)
    for post in chain:
        if posts.answering[post.pk]:
            return Addressee(unit.pk, kind, post.pk, posts.answering[post.pk], True)
    return Addressee(unit.pk, kind, chain[0].pk if chain else None, None, True)


def _answering(post: Position, day: date, away: set[int]) -> int | None:
    person = post.answers_on(day)
    if person is None or (post.is_delegated_on(day) and person.pk in away):
        return None
    return person.pk
