"""The ledger leaves the house with a trace: who took which lines, and by which filter."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import listed_within, require
from core.audit import record
from core.errors import NotSo
from core.office import CHUNK
from issues.models import Case
from safety.ledger.lines import line_of, with_line_facts
from safety.ledger.workbook import ledger_workbook

EXPORT = "safety.ledger_export"
ROWS_MOST = 50_000
"""As many as a browser waits for."""


def ledger_export(
    *,
    actor,
    hazards: QuerySet[Case],
    filtered_by: str,
    query: str,
    file,
    at: datetime | None = None,
) -> int:
    """Write those of ``hazards`` that the actor may take away into ``file``; returns how many.

    Raises NotYou without ``safety.ledger_export`` and NotSo for more than 50,000 lines.
    """
    require(actor, EXPORT)
    rows = listed_within(hazards, user=actor, model=Case, permission=EXPORT)
    count = rows.count()
    if count > ROWS_MOST:
        raise NotSo(
            _("These are more than %(most)s rows. Narrow the filter, by period for instance.")
            % {"most": f"{ROWS_MOST:,}"}
        )
    ledger_workbook(
        file,
        lines=(line_of(case) for case in with_line_facts(rows).iterator(chunk_size=CHUNK)),
        count=count,
        filtered_by=filtered_by,
        made_by=actor.display_name,
        now=at or timezone.now(),
    )
    with transaction.atomic():
        record(
            actor=actor,
            subject=actor,
            action="safety.ledger_export",
            note=filtered_by,
            query=query,
            rows=count,
        )
    return count
