"""Tests: quick hashing, no lock-out between tests unless a test asks for it."""

import tempfile
from pathlib import Path

from config.settings.base import *

DEBUG = False
SECRET_KEY = "tests-only"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
VAR_DIR = Path(tempfile.mkdtemp(prefix="visits-tests-"))
MEDIA_ROOT = VAR_DIR / "media"
CELERY_TASK_ALWAYS_EAGER = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
