from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from issues.texts import TEXTS
from notices.texts import texts_add


class IssuesConfig(AppConfig):
    name = "issues"
    verbose_name = _("cases")

    def ready(self):
        """Register who reaches which rows, what segments ask, what notices say, what calendars move."""
        import_module("issues.access")
        import_module("issues.conditions")
        import_module("issues.belongings")
        import_module("issues.services.shifting")
        texts_add(TEXTS)
