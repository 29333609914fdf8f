"""What a panel of a dashboard is: a table whose numbers open their lists, perhaps with a chart.

One shape for all of them, so that page, chart and workbook are each written once.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from reports.rates import Figure

CASES, ENTERPRISES = "cases", "enterprises"
SHORT = 4
"""So many lines a phone shows of a table without a chart before it folds it away."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number that opens its list: what ``asked`` adds to the frame's address."""

    value: int
    asked: dict = field(default_factory=dict)
    behind: str = CASES


@dataclass(frozen=True, slots=True)
class Share:
    """A rate with its parts, each of which opens its list."""

    figure: Figure
    where: dict = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """So many of so many in percent; both numbers stand in cells of their own."""

    number: int
    of: int

    @property
    def percent(self) -> float | None:
        return round(100 * self.number / self.of, 1) if self.of else None


@dataclass(frozen=True, slots=True)
class Percent:
    """A rate whose cases are not told here."""

    percent: float | None


@dataclass(frozen=True, slots=True)
class Change:
    """From ``before`` to ``now``: of numbers in percent, of rates in percentage points."""

    now: float | None
    before: float | None
    in_points: bool = False

    @property
    def value(self) -> float | None:
        """None where there is nothing to compare with."""
        if self.now is None or self.before is None:
            return None
        if self.in_points:
            return round(self.now - self.before, 1)
        return round(100 * (self.now - self.before) / self.before, 1) if self.before else None


Cell = Number | Share | Part | Percent | Change | timedelta | str | None


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    cells: list[Cell]
    url: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """``columns`` of the panel, each with a name, drawn as bars, as stacked bars or as lines."""

    form: str
    unit: str
    columns: dict[int, str]
    choices: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Where a panel holds several measures: which columns each choice shows."""


BARS, STACK, LINES = "bars", "stack", "lines"


@dataclass(frozen=True)
class Panel:
    """``first`` heads the names of the lines, ``heads`` the other columns."""

    key: str
    title: str
    first: str
    heads: list[str]
    lines: list[Line]
    note: str = ""
    empty: str = ""
    chart: Chart | None = None

    @property
    def is_long(self) -> bool:
        """Whether a phone shows its table only when asked."""
        return len(self.lines) > SHORT

    @property
    def chart_id(self) -> str:
        return f"chart-{self.key}"
