from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from notices.texts import texts_add
from threads.texts import TEXTS


class ThreadsConfig(AppConfig):
    name = "threads"
    verbose_name = _("threads")

    def ready(self):
        """Register what goes along in a merge, and what notices say."""
        import_module("threads.belongings")
        texts_add(TEXTS)
