import sys

from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.selectors.recount import cases_misread, tallies_compared
from reports.services.tallies import tallies_renew
from reports.tallies import BY
from reports.triggers import are_standing


class Command(BaseCommand):
    """figures_verify [--renew]: do the figures say what the rows say, at this moment?"""

    help = "Recount every case; exit with 1 and name each figure that is kept otherwise."

    def add_arguments(self, parser):
        parser.add_argument(
            "--renew", action="store_true", help="first count everything anew; writers wait"
        )

    def handle(self, *args, renew, **options):
        if renew:
            tallies_renew()
        faults = list(self._faults())
        for fault in faults:
            self.stderr.write(self.style.ERROR(fault))
        if faults:
            sys.exit(1)
        self.stdout.write(_("Every figure that is kept equals a recount of the cases."))

    def _faults(self):
        if not are_standing(connection):
            yield _("The database does not keep the figures by the present definitions: --renew.")
        for place, name, kept, counted in tallies_compared(timezone.now()):
            where = ", ".join(f"{one} {value}" for one, value in zip(BY, place, strict=True))
            told = {"where": where, "name": name, "kept": kept, "counted": counted}
            yield _("%(where)s: %(name)s is kept as %(kept)s, counted %(counted)s") % told
        for number, what in cases_misread():
            yield _("Case %(number)s: %(what)s") % {"number": number, "what": what}
