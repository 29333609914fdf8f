from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from notices.texts import texts_add
from points.texts import TEXTS


class PointsConfig(AppConfig):
    name = "points"
    verbose_name = _("points")

    def ready(self):
        """Register what scopes mean, and what notices say."""
        import_module("points.access")
        texts_add(TEXTS)
