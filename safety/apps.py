from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from notices.texts import texts_add
from safety.texts import TEXT_OF_MOVE, TEXTS


class SafetyConfig(AppConfig):
    name = "safety"
    verbose_name = _("hazards")

    def ready(self):
        """Register the hazard's table, who reaches which rows, and what notices say."""
        import_module("safety.workflow")
        import_module("safety.access")
        texts_add(TEXTS)
        notify = import_module("issues.services.notify")
        notify.texts_of_moves_add(TEXT_OF_MOVE)
