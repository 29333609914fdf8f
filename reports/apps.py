from importlib import import_module

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self):
        """Let closed months keep the rates."""
        import_module("reports.frozen")
