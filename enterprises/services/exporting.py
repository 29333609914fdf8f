"""The register leaves the house with a trace: who took which rows, and by which filter."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import listed_within, require
from core.audit import record
from core.errors import NotSo
from enterprises.models import Enterprise
from enterprises.register_workbook import Register, register_workbook

EXPORT = "enterprises.register_export"
ROWS_MOST = 50_000
"""As many as a browser waits for; ten times the enterprises of a district."""


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

    Raises NotYou without ``enterprises.register_export`` and NotSo for more than 50,000 rows.
    """
    require(actor, EXPORT)
    rows = listed_within(found, user=actor, model=Enterprise, permission=EXPORT)
    count = rows.count()
    if count > ROWS_MOST:
        raise NotSo(
            _("These are more than %(most)s rows. Narrow the filter, by town for instance.")
            % {"most": f"{ROWS_MOST:,}"}
        )
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
