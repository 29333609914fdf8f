from importlib import import_module

from django.apps import AppConfig


class IssuesConfig(AppConfig):
    name = "issues"

    def ready(self):
        """Register who reaches which rows (core.access) before the first request."""
        import_module("issues.access")
