from pathlib import Path
from time import sleep

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from core.access import has_permission
from core.errors import DomainError
from core.labels import colon
from enterprises.models import ImportJob, ImportRow
from enterprises.services import IMPORT, import_confirm, import_run, import_start
from organizations.models import User

SHOWN_REFUSALS = 50


class Command(BaseCommand):
    help = "Check a register file row by row and, unless --dry-run, apply it: all or nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="an Excel workbook (.xlsx) or a CSV file")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument("--as", dest="username", help="who imports; else the visit office")

    def handle(self, *, file: Path, dry_run: bool, username: str | None, **options):
        try:
            self._import(file, dry_run, _actor(username))
        except DomainError as refusal:
            raise CommandError(str(refusal.message)) from refusal
        except OSError as error:
            raise CommandError(str(error)) from error

    def _import(self, path: Path, dry_run: bool, actor: User) -> None:
        with path.open("rb") as file:
            job = import_start(actor=actor, file=File(file, name=path.name))
        job = _finished(job)
        self._report(job)
        if dry_run:
            job.source.delete(save=False)
            job.delete()
        elif job.added or job.changed:
            job = _finished(import_confirm(actor=actor, job=job))
            if not job.is_applied:
                self._report(job)
                raise CommandError(_("The register changed meanwhile. Please start again."))
            self.stdout.write(self.style.SUCCESS(_("Applied.")))

    def _report(self, job: ImportJob) -> None:
        for verdict in ImportRow.Verdict:
            self.stdout.write(f"{colon(verdict.label)}{getattr(job, verdict.value)}")
        self.stdout.write(_("with a remark: %d") % job.warned)
        refused = job.rows.filter(verdict=ImportRow.Verdict.REFUSED)
        for row in refused[:SHOWN_REFUSALS]:
            for remark in row.remarks(job.columns):
                self.stdout.write(f"  {row.number} {row.name} · {remark}")
        if job.refused > SHOWN_REFUSALS:
            self.stdout.write("  …")


def _actor(username: str | None) -> User:
    people = User.objects.filter(is_active=True).order_by("id")
    if username:
        people = people.filter(username=username)
    for person in people:
        if has_permission(person, IMPORT):
            return person
    raise CommandError(
        _("Nobody may import the register here. Please name a person of the visit office by --as.")
    )


def _finished(job: ImportJob) -> ImportJob:
    """Do the work here and now, or wait for the worker that took it first."""
    while job.is_underway:
        if import_run(pk=job.pk) is None:
            sleep(1)
        job = ImportJob.objects.get(pk=job.pk)
    if job.state == ImportJob.State.FAILED:
        raise CommandError(job.message)
    return job
