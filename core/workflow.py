"""A transition table and the machine that reads it. No domain words, no database."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from core.errors import NotNow


@dataclass(frozen=True, slots=True)
class Fact:
    """What a move needs besides the state, and the sentence for whoever tries without it."""

    label: object
    holds: Callable[[object], bool]
    refusal: object


@dataclass(frozen=True, slots=True)
class Move:
    """One step a thing may take: from which states, to which, by whom.

    ``meets`` and ``starts`` name the deadline stages the step meets and starts;
    ``opens_round`` says that it begins a new round of handling; ``when`` holds the facts about the
    thing itself without which the step is neither offered nor made. No target means it stays.
    """

    name: str
    label: object
    sources: tuple[str, ...]
    target: str
    permission: str
    meets: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    opens_round: bool = False
    when: tuple[Fact, ...] = ()


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

    def moves_open(self, thing) -> Iterable[Move]:
        """The moves that are possible for the thing as it stands, whoever asks."""
        return (move for move in self.moves if thing.state in move.sources and _fits(move, thing))

    def check(self, thing, name: str) -> Move:
        """Return the move if it may be made with the thing as it stands; raise NotNow if not."""
        move = self.move(name)
        if thing.state not in move.sources:
            raise NotNow(
                _(
                    "“%(move)s” is not possible while this is “%(state)s”. Reload to see where it stands."
                )
                % {"move": move.label, "state": self.states(thing.state).label}
            )
        for fact in move.when:
            if not fact.holds(thing):
                raise NotNow(str(fact.refusal))
        return move


def _fits(move: Move, thing) -> bool:
    return all(fact.holds(thing) for fact in move.when)
