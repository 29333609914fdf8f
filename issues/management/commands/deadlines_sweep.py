import json

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from issues.services.ladder import deadlines_sweep


class Command(BaseCommand):
    help = "Take every step of the ladder that has fallen due, and print what was done as JSON."

    def add_arguments(self, parser):
        parser.add_argument("--at", help="an instant, such as 2026-10-20T09:00+08:00")

    def handle(self, *args, at=None, **options):
        self.stdout.write(json.dumps(deadlines_sweep(at=_instant(at)), ensure_ascii=False))


def _instant(text):
    if not text:
        return None
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None:
        raise CommandError(
            _("“%(text)s” is no instant; write 2026-10-20T09:00+08:00.") % {"text": text}
        )
    return found if timezone.is_aware(found) else timezone.make_aware(found)
