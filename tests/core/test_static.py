"""What a page loads: little, from here only, and servable under hashed names."""

import gzip
import json
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.urls import reverse

from organizations.roles import Role

pytestmark = pytest.mark.one_database

LIMIT = 150 * 1024
LINKED = re.compile(r'(?:src|href)="(/static/[^"#]+)')


@pytest.fixture
def page(db, person_with, signed_in):
    user = person_with(Role.VISIT_OFFICE)
    return signed_in(user, "zh-hans").get(reverse("organizations:account")).content


def test_the_first_load_stays_small(page):
    linked = set(LINKED.findall(page.decode()))
    assert len(linked) > 10
    sizes = {path: len(gzip.compress(_content(path), 9)) for path in linked}
    assert sum(sizes.values()) + len(gzip.compress(page)) < LIMIT, sizes


def _content(path: str) -> bytes:
    with open(finders.find(path.removeprefix(settings.STATIC_URL)), "rb") as file:
        return file.read()


def test_nothing_is_loaded_from_elsewhere(page):
    assert re.findall(r'(?:src|href|action)="(?:https?:)?//', page.decode()) == []


def test_vendored_files_are_those_of_the_lock_with_their_licences():
    script = settings.BASE_DIR / "script" / "vendor"
    subprocess.run([sys.executable, script, "--check"], check=True)
    vendor = settings.BASE_DIR / "static" / "vendor"
    for package in json.loads((vendor / "vendor.lock.json").read_text())["packages"]:
        assert "LICENSE" in package["kept"]


def test_all_files_can_be_served_under_hashed_names(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "core.static.PinnedStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").exists()
