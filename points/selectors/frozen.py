"""The rates of a closed month, as they were frozen."""

from dataclasses import dataclass, field

from points.models import ClosedMonth, FrozenPoints, FrozenRate
from points.rates import rate_labels
from points.selectors.standing import GROUPS, SMALL


@dataclass(frozen=True, slots=True)
class Column:
    """A rate, by the version that counted it."""

    key: str
    label: object
    version: int


@dataclass(frozen=True, slots=True)
class Cell:
    numerator: int
    denominator: int

    @property
    def percent(self) -> str:
        return f"{100 * self.numerator / self.denominator:.1f}%" if self.denominator else ""

    @property
    def is_small(self) -> bool:
        return 0 < self.denominator < SMALL


@dataclass(slots=True)
class RateTable:
    """The units of one peer group with their cells, in the order of the columns."""

    label: object
    rows: list[tuple[str, list[Cell | None]]] = field(default_factory=list)


def rates_frozen(closed: ClosedMonth) -> tuple[list[Column], list[RateTable]]:
    """The columns, and a table for each peer group; none where no rate was frozen."""
    labels, columns, cells = rate_labels(), {}, {}
    for row in FrozenRate.objects.filter(closed=closed):
        label = labels.get(row.rate, row.rate)
        columns.setdefault(row.rate, Column(row.rate, label, row.version))
        cells[row.unit_id, row.rate] = Cell(row.numerator, row.denominator)
    tables = {key: RateTable(label) for key, label in GROUPS.items()}
    for unit in FrozenPoints.objects.filter(closed=closed).order_by("unit_name"):
        found = [cells.get((unit.unit_id, key)) for key in columns]
        if any(cell and cell.denominator for cell in found):
            tables[unit.group].rows.append((unit.unit_name, found))
    return list(columns.values()), [table for table in tables.values() if table.rows]
