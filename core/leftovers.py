"""What was uploaded into a form that was never sent: taken away after two days."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial

from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import CASCADE, Exists, ForeignObjectRel, OuterRef, QuerySet
from django.utils import timezone

from core.models import StoredFile
from core.uploads import thumbnail_name

KEPT = timedelta(days=2)
BATCH = 500
ROOT = "files"
"""The folder of all stored files, by year and month."""


def references() -> list[ForeignObjectRel]:
    """Every foreign key to a stored file, also those that leave no way back (``+``).

    What goes with the file (its prints) keeps none.
    """
    return [
        relation
        for relation in StoredFile._meta.get_fields(include_hidden=True)
        if isinstance(relation, ForeignObjectRel)
        and not relation.many_to_many
        and relation.on_delete is not CASCADE
    ]


def unreferred() -> QuerySet[StoredFile]:
    """The stored files to which no row of any table refers."""
    files = StoredFile.objects.order_by("pk")
    for relation in references():
        rows = relation.related_model._base_manager.all()
        files = files.filter(~Exists(rows.filter(**{relation.field.name: OuterRef("pk")})))
    return files


def leftovers_remove(*, at: datetime | None = None) -> dict[str, int]:
    """Remove what nothing has referred to for two days; how many rows, and files without a row.

    Running it twice, or two at once, does no harm.
    """
    before = (at or timezone.now()) - KEPT
    rows = 0
    while removed := _batch_remove(before):
        rows += removed
    return {"rows": rows, "strays": _strays_remove(before)}


@transaction.atomic
def _batch_remove(before: datetime) -> int:
    """Locked first and asked again then: what a form takes up meanwhile stays."""
    old = unreferred().filter(uploaded_at__lt=before)
    locked = old.select_for_update(skip_locked=True, of=("self",))
    keys = list(locked.values_list("pk", flat=True)[:BATCH])
    files = list(unreferred().filter(pk__in=keys))
    StoredFile.objects.filter(pk__in=[file.pk for file in files]).delete()
    names = [name for file in files for name in (file.file.name, thumbnail_name(file.pk))]
    transaction.on_commit(partial(_files_remove, names))
    return len(files)


def _files_remove(names: Iterable[str]) -> None:
    for name in names:
        _storage().delete(name)


def _strays_remove(before: datetime) -> int:
    """Files whose row was never written, or went without them when the power failed."""
    storage, removed = _storage(), 0
    for folder in _months(storage):
        there = {f"{folder}/{name}" for name in storage.listdir(folder)[1]}
        known = StoredFile.objects.filter(file__startswith=f"{folder}/")
        strays = there.difference(known.values_list("file", flat=True))
        old = [name for name in strays if storage.get_modified_time(name) < before]
        _files_remove(old)
        removed += len(old)
    return removed


def _months(storage: Storage) -> Iterator[str]:
    if not storage.exists(ROOT):
        return
    for year in storage.listdir(ROOT)[0]:
        for month in storage.listdir(f"{ROOT}/{year}")[0]:
            yield f"{ROOT}/{year}/{month}"


def _storage() -> Storage:
    return StoredFile._meta.get_field("file").storage
