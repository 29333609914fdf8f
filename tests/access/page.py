"""A row of the access table."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.access.world import World


@dataclass(frozen=True)
class Page:
    """One address, one method, one situation."""

    name: str
    opens_for: frozenset[str] | set[str]
    opens: int = 200
    otherwise: int = 403
    refused: frozenset[str] | set[str] = frozenset()
    """Who sees the thing but may not do this with it: 403."""
    method: str = "get"
    situation: str = ""
    public: bool = False
    kwargs: Callable[[World], dict] = field(default=lambda world: {})
    query: Callable[[World], dict] = field(default=lambda world: {})
    """What is sent along: the query of a GET, the form of a POST."""

    def code_for(self, name: str) -> int:
        if name in self.opens_for:
            return self.opens
        return 403 if name in self.refused else self.otherwise

    def __str__(self):
        return " ".join(filter(None, [self.method, self.name, self.situation]))
