from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from deeds.texts import TEXTS
from notices.texts import texts_add


class DeedsConfig(AppConfig):
    name = "deeds"
    verbose_name = _("deeds and wishes")

    def ready(self):
        """Register what scopes mean, what goes along in a merge, and what notices say."""
        import_module("deeds.access")
        import_module("deeds.belongings")
        texts_add(TEXTS)
