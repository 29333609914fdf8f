"""The rules of the domain text by their numbers: what ``docs/rules.md`` says, and who shows it.

A number is the section, the paragraph in it, and the rule in the paragraph.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

import pytest

from tests.architecture.tree import ROOT

PAGE = ROOT / "docs" / "rules.md"
_ROW = re.compile(
    r"^\| (?P<number>\d+\.\d+\.\d+) \| (?P<says>.+) \| (?P<held>.+) \| (?P<shown>.*)\|$"
)

SCENARIOS: dict[str, Callable] = {}


class Rule(NamedTuple):
    """A line of the page: by what it is held, and the tests that show it besides its scenario."""

    number: str
    says: str
    held: list[str]
    shown: list[str]


def rules() -> list[Rule]:
    """The lines of the page, in its order."""
    rows = filter(None, map(_ROW.match, PAGE.read_text("utf-8").splitlines()))
    return [
        Rule(
            row["number"],
            row["says"],
            re.findall(r"`([^`]+)`", row["held"]),
            re.findall(r"`([^`]+)`", row["shown"]),
        )
        for row in rows
    ]


def rule(number: str) -> Callable[[Callable], Callable]:
    """Put the function in the table: a small scenario, given the way a case goes (``road``)."""

    def put(scenario: Callable) -> Callable:
        assert number not in SCENARIOS, number
        SCENARIOS[number] = scenario
        return scenario

    return put


def each_of(module: str):
    """Run the scenarios of one module, each under its number and what the page says of it."""
    says = {row.number: row.says for row in rules()}
    mine = {
        number: scenario for number, scenario in SCENARIOS.items() if scenario.__module__ == module
    }
    return pytest.mark.parametrize(
        "scenario",
        [pytest.param(one, id=f"{number} {says.get(number, '')}") for number, one in mine.items()],
    )
