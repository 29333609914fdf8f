from importlib import import_module

from django.apps import AppConfig

from core.intake.messages import sentences_add


class EnterprisesConfig(AppConfig):
    name = "enterprises"

    def ready(self):
        """Register who reaches which rows (core.access), and what is said about imported ones."""
        import_module("enterprises.access")
        sentences_add(import_module("enterprises.intake.messages").SENTENCES)
