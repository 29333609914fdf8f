from django.core.management.base import BaseCommand, CommandError

from reports.documents import DOCUMENTS, stale_documents, write_documents


class Command(BaseCommand):
    """docs_build [--check]: make the pages of docs/ that come from the code."""

    help = "Make the pages of docs/ that come from the code; --check only says which are stale."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true")

    def handle(self, *args, **options):
        if not options["check"]:
            write_documents()
            self.stdout.write(f"Written: {', '.join(DOCUMENTS)}")
        elif stale := stale_documents():
            raise CommandError(f"Run manage.py docs_build; out of date: {', '.join(stale)}")
