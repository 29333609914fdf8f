"""``docs/rules.md`` names nothing that is not there, and leaves no scenario out."""

import importlib

import pytest
from django.apps import apps

from tests.architecture.tree import ROOT
from tests.rules import test_clock, test_dispatch, test_rates, test_solving  # noqa: F401
from tests.rules.table import SCENARIOS, Rule, rules


def constraints() -> set[str]:
    return {one.name for model in apps.get_models() for one in model._meta.constraints}


def exists(dotted: str) -> bool:
    place, _dot, name = dotted.rpartition(".")
    return bool(place) and hasattr(importlib.import_module(place), name)


def is_a_test(pointer: str) -> bool:
    path, _colons, name = pointer.partition("::")
    return (ROOT / path).is_file() and f"def {name}(" in (ROOT / path).read_text("utf-8")


def test_every_rule_has_one_line_and_every_scenario_its_rule():
    numbers = [row.number for row in rules()]
    assert len(set(numbers)) == len(numbers) > 60
    assert set(SCENARIOS) - set(numbers) == set()


@pytest.mark.parametrize("row", rules(), ids=lambda row: row.number)
def test_what_a_line_names_is_there(row: Rule):
    known = constraints()
    assert row.held, "held by nothing"
    assert [name for name in row.held if name not in known and not exists(name)] == []
    assert row.shown or row.number in SCENARIOS, "shown by nothing"
    assert [pointer for pointer in row.shown if not is_a_test(pointer)] == []
