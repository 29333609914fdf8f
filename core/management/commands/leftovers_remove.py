import json

from django.core.management.base import BaseCommand

from core.leftovers import leftovers_remove


class Command(BaseCommand):
    help = (
        "Remove uploaded files that nothing has referred to for two days; print how many as JSON."
    )

    def handle(self, *args, **options):
        self.stdout.write(json.dumps(leftovers_remove()))
