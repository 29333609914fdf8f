import secrets

from django.core.management.base import BaseCommand, CommandError

from organizations.models import Organization, User
from organizations.services import administrator_add


class Command(BaseCommand):
    """The first account of a new installation; everybody else is added by this person."""

    help = "Add an administrator: administrator_add USERNAME FULL_NAME --district NAME"

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("full_name")
        parser.add_argument("--district", required=True, help="made if it does not exist yet")

    def handle(self, *args, **options):
        if User.objects.filter(username=options["username"]).exists():
            raise CommandError(f"There is already an account called {options['username']}.")
        district, _made = Organization.objects.get_or_create(
            name=options["district"], defaults={"kind": Organization.Kind.DISTRICT}
        )
        password = secrets.token_urlsafe(12)
        administrator_add(
            username=options["username"],
            full_name=options["full_name"],
            district=district,
            password=password,
        )
        self.stdout.write(f"Password, to be changed at the first log-in: {password}")
