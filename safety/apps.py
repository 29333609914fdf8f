from importlib import import_module

from django.apps import AppConfig


class SafetyConfig(AppConfig):
    name = "safety"

    def ready(self):
        """Register who reaches which rows (core.access) before the first request."""
        import_module("safety.access")
