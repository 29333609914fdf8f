"""The register leaves the house with a trace: who took which rows, and by which filter."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from core.access import listed_within, require
from core.audit import record
from enterprises.models import Enterprise
from enterprises.register_workbook import Register, register_workbook

EXPORT = "enterprises.register_export"


def register_export(
    *,
    actor,
    found: QuerySet[Enterprise],
    filtered_by: str,
    query: str,
    file,
    at: datetime | None = None,
) -> int:
    """Write those of ``found`` that the actor may take away into ``file``; returns how many.

    Raises NotYou without ``enterprises.register_export``.
    """
    require(actor, EXPORT)
    rows = listed_within(found, user=actor, model=Enterprise, permission=EXPORT)
    count = rows.count()
    rows = rows.defer(None).defer("search", "initials", "name_key").prefetch_related("tags")
    register_workbook(
        file,
        register=Register(rows, count, filtered_by),
        made_by=actor.display_name,
        now=at or timezone.now(),
    )
    with transaction.atomic():
        record(
            actor=actor,
            subject=actor,
            action="enterprises.register_export",
            note=filtered_by,
            query=query,
            rows=count,
        )
    return count
