"""Development and the demonstration: works on a bare machine with no other server."""

import os

from config.settings.base import *

DEBUG = os.environ.get("DEBUG", "1") == "1"
SECRET_KEY = os.environ.get("SECRET_KEY", "development-only-and-never-in-production")
ALLOWED_HOSTS = ["*"]
WHITENOISE_USE_FINDERS = True
VAR_DIR.mkdir(parents=True, exist_ok=True)
if not EMAIL_OFFERED:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
    EMAIL_OFFERED = True
for _folder in ("queue", "queue-control", "media"):
    (VAR_DIR / _folder).mkdir(exist_ok=True)
