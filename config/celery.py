"""The Celery application. A message is only a hint: what is due is read from the database."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

app = Celery("district_visits")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
