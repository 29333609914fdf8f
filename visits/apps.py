from importlib import import_module

from django.apps import AppConfig

from notices.texts import texts_add
from visits.texts import TEXTS


class VisitsConfig(AppConfig):
    name = "visits"

    def ready(self):
        """Register who reaches which rows, what segments may ask, who is in charge, what notices say."""
        import_module("visits.access")
        import_module("visits.access_online")
        import_module("visits.conditions")
        import_module("visits.belongings")
        import_module("visits.in_charge")
        texts_add(TEXTS)
