"""What README points to is there."""

import re

import pytest

from tests.architecture.tree import ROOT

pytestmark = pytest.mark.one_database

LINK = re.compile(r"(?:\]\(|src=\")(?!https?://|#)([^)\"#]+)")


def test_every_link_of_the_readme_leads_somewhere():
    found = LINK.findall((ROOT / "README.md").read_text("utf-8"))
    assert [target for target in found if not (ROOT / target).exists()] == []


def test_the_map_of_the_code_names_every_folder():
    told = (ROOT / "README.md").read_text("utf-8")
    folders = {path.parent.name for path in ROOT.glob("*/__init__.py")} | {"docs", "script"}
    assert {name for name in folders if f"    {name}/" not in told} == set()
