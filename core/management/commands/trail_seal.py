from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from core.trail.sealing import trail_seal


class Command(BaseCommand):
    help = "Seal what is new in the trail, as the worker does each minute."

    def handle(self, *args, **options):
        count = trail_seal(most_seconds=float("inf"))
        self.stdout.write(_("%(count)s entries sealed.") % {"count": count})
