from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict

from core.errors import DomainError
from core.labels import colon
from organizations.models import User
from reports.services.exports import lists_export


class Command(BaseCommand):
    """lists_export --as USERNAME --out FILE.xlsx [--filter "state=handling&lead_unit=5"]."""

    help = "Write the four lists, as this person sees them, into one workbook."

    def add_arguments(self, parser):
        parser.add_argument("--as", dest="username", required=True, help="whose view it is")
        parser.add_argument("--out", required=True, type=Path, help="the workbook to write")
        parser.add_argument("--filter", default="", help="the part of a list's address after “?”")

    def handle(self, *args, username, out, **options):
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            raise CommandError(f"There is no person with the username “{username}”.")
        whole = out.with_name(f".{out.name}.part")
        try:
            with whole.open("wb") as file:
                params = QueryDict(options["filter"].removeprefix("?"))
                counts = lists_export(actor=user, params=params, file=file)
            whole.replace(out)
        except DomainError as error:
            raise CommandError(str(error.message)) from error
        except OSError as error:
            raise CommandError(f"{out} cannot be written: {error.strerror}.") from error
        finally:
            whole.unlink(missing_ok=True)
        for title, rows in counts.items():
            self.stdout.write(f"{colon(title)}{rows}")
