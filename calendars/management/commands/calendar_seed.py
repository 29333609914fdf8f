from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from calendars.services import calendar_seed
from core.audit import SYSTEM


class Command(BaseCommand):
    help = "Take over the published schedules and add provisional years; safe to repeat."

    def handle(self, *args, **options):
        edition = calendar_seed(actor=SYSTEM)
        self.stdout.write(str(edition) if edition else _("The calendar is up to date."))
