from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from measures.texts import TEXTS
from notices.texts import texts_add


class MeasuresConfig(AppConfig):
    name = "measures"
    verbose_name = _("common problems and measures")

    def ready(self):
        """Register what scopes mean and what notices say."""
        import_module("measures.access")
        texts_add(TEXTS)
