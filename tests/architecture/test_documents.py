import re

import pytest

from core.access import Scope
from organizations.roles import GRANTS
from reports.documents import SCOPES, permissions, stale_documents
from tests.architecture.tree import ROOT

pytestmark = pytest.mark.one_database


def test_the_pages_made_from_the_code_are_up_to_date():
    assert stale_documents() == []


def test_every_permission_and_scope_is_in_the_page():
    page = permissions()
    assert set(SCOPES) == set(Scope)
    assert all(f"`{name}`" in page for granted in GRANTS.values() for name in granted)


def test_every_dependency_has_its_reason():
    reasons = (ROOT / "docs" / "adr" / "0002-dependencies.md").read_text("utf-8")
    pinned = [
        line.split("==")[0]
        for name in ("requirements.txt", "requirements-dev.txt")
        for line in (ROOT / name).read_text("utf-8").splitlines()
        if "==" in line
    ]
    assert [name for name in pinned if f"**{name}**" not in reasons] == []


def test_links_between_the_pages_lead_somewhere():
    broken = [
        f"{page.name}: {target}"
        for page in [*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")]
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []
