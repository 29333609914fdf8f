from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from issues.texts import TEXTS
from notices.texts import texts_add


class IssuesConfig(AppConfig):
    name = "issues"
    verbose_name = _("cases")

    def ready(self):
        """Register who reaches which rows, and what notices say, before the first request."""
        import_module("issues.access")
        texts_add(TEXTS)
