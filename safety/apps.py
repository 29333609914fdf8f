from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.intake.messages import sentences_add
from issues.workflow import Asked
from notices.texts import texts_add
from safety.ledger.messages import SENTENCES
from safety.texts import TEXT_OF_MOVE, TEXTS


class SafetyConfig(AppConfig):
    name = "safety"
    verbose_name = _("hazards")

    def ready(self):
        """Register the hazard's table, who reaches which rows, what notices and imports say."""
        import_module("safety.workflow")
        import_module("safety.access")
        import_module("safety.belongings")
        texts_add(TEXTS)
        sentences_add(SENTENCES)
        selectors = import_module("safety.selectors")
        import_module("issues.selectors.work").work_add(*selectors.WORKS)
        import_module("issues.selectors.ball").balls_add(selectors.BALLS)
        import_module("issues.services.notify").texts_of_moves_add(TEXT_OF_MOVE)
        requests = import_module("safety.services.requests")
        import_module("issues.services.requests").effect_add(Asked.REGRADE, requests.regrade)
