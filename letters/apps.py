from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from letters.texts import TEXTS
from notices.texts import texts_add


class LettersConfig(AppConfig):
    name = "letters"
    verbose_name = _("letters")

    def ready(self):
        """Register who reaches which rows, what goes along in a merge, and what notices say."""
        import_module("letters.access")
        import_module("letters.belongings")
        texts_add(TEXTS)
