import re
import sys

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from core.trail.checks import heads_noted
from core.trail.verifying import trail_walk

_HEAD = re.compile(r"(\d+):([0-9a-f]{64})")


class Command(BaseCommand):
    help = "Walk the whole trail; exit with 1 and name the first broken row if it is not whole."

    def add_arguments(self, parser):
        parser.add_argument(
            "--head", action="append", default=[], help="PLACE:HASH as noted earlier; repeatable"
        )

    def handle(self, *args, head, verbosity=1, **options):
        show = self._show if verbosity > 1 else None
        found = trail_walk(heads=[*heads_noted(), *map(_noted, head)], progress=show)
        if found.fault:
            self.stderr.write(self.style.ERROR(found.fault.in_words()))
            sys.exit(1)
        told = _(
            "The trail is whole: %(sealed)s entries sealed, %(waiting)s waiting. Head: %(head)s"
        )
        head_now = f"{found.sealed}:{found.head}"
        self.stdout.write(
            told % {"sealed": found.sealed, "waiting": found.waiting, "head": head_now}
        )

    def _show(self, done: int) -> None:
        self.stdout.write(str(done))


def _noted(text: str) -> tuple[int, str]:
    match = _HEAD.fullmatch(text)
    if match is None:
        raise CommandError(_("“%(text)s” is no head; write PLACE:HASH.") % {"text": text})
    return int(match[1]), match[2]
