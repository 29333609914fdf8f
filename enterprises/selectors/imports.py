from datetime import datetime
from decimal import Decimal

from django.db.models import DecimalField, QuerySet
from django.utils.translation import gettext as _

from core.jobs import waiting
from enterprises.models import Enterprise, ImportJob, ImportRow, label_of
from organizations.models import Organization

REMARKS = "remarks"


def imports_of(*, user) -> QuerySet[ImportJob]:
    return ImportJob.objects.visible_to(user).select_related("created_by")


def import_rows(*, job: ImportJob, verdict: str = "") -> QuerySet[ImportRow]:
    """The rows of a job, narrowed to a verdict, or by REMARKS to those something is said about."""
    if verdict == REMARKS:
        return job.rows.exclude(messages=[]).exclude(verdict=ImportRow.Verdict.REFUSED)
    return (
        job.rows.filter(verdict=verdict) if verdict in ImportRow.Verdict.values else job.rows.all()
    )


def rows_told(*, rows: list[ImportRow], job: ImportJob) -> list[ImportRow]:
    """Give each row its ``told_changes`` (label, from, to) and ``told_remarks``, in words."""
    keys = {key for row in rows for key in row.changes.get("town", ()) if key}
    names = dict(Organization.objects.filter(pk__in=keys).values_list("pk", "name"))
    for row in rows:
        row.told_remarks = row.remarks(job.headings)
        row.told_changes = [
            (label_of(name), *(in_words(name, value, names) for value in pair))
            for name, pair in row.changes.items()
        ]
    return rows


def in_words(name: str, value, town_names: dict[int, str]) -> str:
    """A kept value as people read it."""
    if value in (None, "", []):
        return "—"
    if name == "town":
        return town_names.get(value, "—")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "、".join(value)
    if isinstance(Enterprise._meta.get_field(name), DecimalField):
        return f"{Decimal(value).normalize():f}"
    choices = dict(Enterprise._meta.get_field(name).flatchoices)
    return str(choices.get(value, value))


def imports_waiting(*, now: datetime) -> list[int]:
    """The imports whose worker never came, or died."""
    return list(ImportJob.objects.filter(waiting(now)).order_by("id").values_list("pk", flat=True))
