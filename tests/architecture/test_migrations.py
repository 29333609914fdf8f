import re
from io import StringIO

import pytest
from django.core.management import call_command

from tests.architecture.tree import LAYERS, ROOT

pytestmark = pytest.mark.one_database


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration():
    told = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=told)
    assert "No changes detected" in told.getvalue()


def test_migrations_are_named_by_hand():
    names = [
        f"{app}/{path.stem}"
        for app in LAYERS
        for path in sorted((ROOT / app / "migrations").glob("[0-9]*.py"))
    ]
    generated = re.compile(r"_auto_|_and_more|_alter_.*_and_|_\d{8}_\d{4}")
    assert names
    assert [name for name in names if generated.search(name)] == []
