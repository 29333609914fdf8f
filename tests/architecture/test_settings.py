"""Production is locked, and does not start half-configured."""

import os
import subprocess
import sys

import pytest
from csp.constants import NONE, SELF
from django.conf import settings

from tests.architecture.tree import ROOT

pytestmark = pytest.mark.one_database

ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "config.settings.prod",
    "SECRET_KEY": "k9!" + "abcdefghijklmnopqrstuvwxyz0123456789" * 2,
    "ALLOWED_HOSTS": "visits.example.gov.cn",
    "DATABASE_URL": "postgres://visits@127.0.0.1:5432/visits",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
}


def manage(tmp_path, *arguments, **environment):
    inherited = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**inherited, "VAR_DIR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_deployment_check_is_clean(tmp_path):
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **ENVIRONMENT)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL"])
def test_production_refuses_to_start_without(name, tmp_path):
    environment = {key: value for key, value in ENVIRONMENT.items() if key != name}
    done = manage(tmp_path, "check", **environment)
    assert done.returncode != 0
    assert f"Set {name} in the environment" in done.stderr


def test_production_refuses_a_secret_key_that_is_too_weak(tmp_path):
    done = manage(tmp_path, "check", **{**ENVIRONMENT, "SECRET_KEY": "secret"})
    assert done.returncode != 0
    assert "SECRET_KEY" in done.stderr


def test_the_content_security_policy_makes_no_exceptions():
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert directives["default-src"] == [SELF]
    assert directives["object-src"] == [NONE]
    allowed = {source for sources in directives.values() for source in sources}
    assert allowed == {SELF, NONE, "data:", "blob:"}
    assert {"data:", "blob:"}.isdisjoint(directives.get("script-src", []))
