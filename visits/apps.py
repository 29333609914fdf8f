from importlib import import_module

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "visits"

    def ready(self):
        """Register who reaches which rows, and what segments may ask, before the first request."""
        import_module("visits.access")
        import_module("visits.conditions")
        import_module("visits.belongings")
