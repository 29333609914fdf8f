from importlib import import_module

from django.apps import AppConfig

from notices.texts import texts_add
from reports.texts import TEXTS


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self):
        """Let closed months keep the rates; register who sees reports, and what notices say."""
        import_module("reports.frozen")
        import_module("reports.access_kept")
        texts_add(TEXTS)
