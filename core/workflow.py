"""A transition table and the machine that reads it. No domain words, no database."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from core.errors import NotNow


@dataclass(frozen=True, slots=True)
class Move:
    """One step a thing may take: from which states, to which, by whom.

    ``meets`` and ``starts`` name the deadline stages the step meets and starts;
    ``opens_round`` says that it begins a new round of handling.
    """

    name: str
    label: object
    sources: tuple[str, ...]
    target: str
    permission: str
    meets: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    opens_round: bool = False
    needs_lead: bool | None = None
    """True: only with a lead unit; False: only without one; None: either."""


@dataclass(frozen=True)
class Workflow:
    """The whole process: its states and its moves, and what follows from them."""

    name: str
    states: type
    moves: tuple[Move, ...]
    final: tuple[str, ...]
    _by_name: dict[str, Move] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self):
        object.__setattr__(self, "_by_name", {move.name: move for move in self.moves})

    def move(self, name: str) -> Move:
        """Return the move called ``name``; KeyError means a mistake in the code."""
        return self._by_name[name]

    def moves_from(self, state: str) -> Iterable[Move]:
        return (move for move in self.moves if state in move.sources)

    def check(self, state: str, name: str) -> Move:
        """Return the move if it may be made from ``state``; raise NotNow if not."""
        move = self.move(name)
        if state not in move.sources:
            raise NotNow(
                _(
                    "“%(move)s” is not possible while this is “%(state)s”. Reload to see where it stands."
                )
                % {"move": move.label, "state": self.states(state).label}
            )
        return move
