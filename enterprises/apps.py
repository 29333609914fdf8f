from importlib import import_module

from django.apps import AppConfig


class EnterprisesConfig(AppConfig):
    name = "enterprises"

    def ready(self):
        """Register who reaches which rows (core.access) before the first request."""
        import_module("enterprises.access")
