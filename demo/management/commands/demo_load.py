import gc

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from demo.accounts import ACCOUNTS, PASSWORD
from demo.load import SIZES, demo_load, is_loaded
from demo.progress import Progress
from enterprises.models import Enterprise
from issues.models import Case
from organizations.models import Organization, User
from visits.models import Visit


class Command(BaseCommand):
    help = "Load the demonstration district; a second run keeps the data."

    def add_arguments(self, parser):
        parser.add_argument("--accounts", action="store_true", help="only say who can log in")
        parser.add_argument("--scale", choices=SIZES, default="full")

    def handle(self, *args, accounts, scale, **options):
        with translation.override(settings.LANGUAGE_CODE):
            self._handle(accounts, scale)

    def _handle(self, accounts: bool, scale: str):
        self._refuse_in_production()
        if accounts:
            self._print_accounts()
        elif is_loaded():
            self._say(_("The demonstration district is there already; the data is kept."))
        else:
            self._load(scale)

    def _refuse_in_production(self):
        if settings.SETTINGS_MODULE.endswith(".prod"):
            raise CommandError(
                _("The demonstration has a password that everybody knows: not in production.")
            )

    def _load(self, scale: str):
        if Organization.objects.exists():
            raise CommandError(
                _("This database has units of its own. The demonstration needs an empty one.")
            )
        self._say(_("Loading the demonstration district; this takes two to three minutes."))
        gc.freeze()  # what is in memory by now stays; looking through it again takes a sixth longer
        demo_load(scale, told=Progress(self.stdout, _("Telling three months: %(percent)s %%")))
        self._say(
            _("Loaded: %(enterprises)s enterprises, %(visits)s visits, %(cases)s cases.")
            % {
                "enterprises": Enterprise.objects.count(),
                "visits": Visit.objects.count(),
                "cases": Case.objects.count(),
            }
        )

    def _print_accounts(self):
        people = User.objects.in_bulk([row.username for row in ACCOUNTS], field_name="username")
        if not people:
            raise CommandError(_("Load the demonstration first: manage.py demo_load"))
        self._say(_("Who can log in (password for all: %(password)s):") % {"password": PASSWORD})
        for row in ACCOUNTS:
            if row.username in people:
                self._say(f"  {row.username:<10} {people[row.username].full_name}  {row.told}")

    def _say(self, text: str):
        self.stdout.write(text)
        self.stdout.flush()
