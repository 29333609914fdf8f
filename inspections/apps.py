from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InspectionsConfig(AppConfig):
    name = "inspections"
    verbose_name = _("inspections")

    def ready(self):
        """Register what scopes mean, and what a phone keeps."""
        import_module("inspections.access")
        import_module("inspections.kept")
