"""The rates that a closed month keeps: the app that defines them adds them here when it starts."""

from collections.abc import Callable, Iterable
from typing import NamedTuple


class Counted(NamedTuple):
    """A rate of a unit in a month: so many of so many, by a version of its definition."""

    unit_id: int
    rate: str
    version: int
    numerator: int
    denominator: int


class Rates(NamedTuple):
    """``labels``: rate → what it is called; ``of_month``: what each unit has of a month (YYYYMM)."""

    labels: dict[str, object]
    of_month: Callable[[int], Iterable[Counted]]


_added: list[Rates] = []


def rates_add(rates: Rates) -> None:
    _added.append(rates)


def rates_of_month(month: int) -> list[Counted]:
    return [counted for rates in _added for counted in rates.of_month(month)]


def rate_labels() -> dict[str, object]:
    return {key: label for rates in _added for key, label in rates.labels.items()}
