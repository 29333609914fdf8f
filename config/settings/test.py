"""Tests: a place of their own on disk, quick hashing, no lock-out unless a test asks for it."""

import os
import tempfile

_place = tempfile.TemporaryDirectory(prefix="visits-tests-", ignore_cleanup_errors=True)
os.environ["VAR_DIR"] = _place.name

from config.settings.base import *

DEBUG = False
SECRET_KEY = "tests-only"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
EMAIL_OFFERED = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in real use: the live server's threads each have a connection of their own.
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}
    DATABASES["default"]["OPTIONS"] = {
        **SQLITE_OPTIONS,
        "init_command": SQLITE_OPTIONS["init_command"].replace("NORMAL", "OFF"),
    }
STATIC_ROOT.mkdir()
if "TEST_DATABASE" in os.environ and "TEST" not in DATABASES["default"]:
    DATABASES["default"]["TEST"] = {
        "NAME": os.environ["TEST_DATABASE"],
        "TEMPLATE": os.environ.get("MIGRATED_DATABASE"),
    }
