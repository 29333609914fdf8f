"""The ledger leaves the house with a trace: who took which lines, and by which filter."""

from itertools import chain

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import listed_within, require
from core.audit import record
from core.errors import NotSo
from core.office import CHUNK
from issues.models import Case
from safety.ledger.lines import line_of, line_of_record, with_line_facts
from safety.ledger.workbook import ledger_workbook
from safety.models import LedgerRecord

EXPORT = "safety.ledger_export"
ROWS_MOST = 50_000
"""As many as a browser waits for."""


def ledger_export(
    *,
    actor,
    hazards: QuerySet[Case],
    records: QuerySet[LedgerRecord],
    filtered_by: str,
    query: str,
    file,
) -> int:
    """Write those of both that the actor may take away into ``file``; returns how many lines.

    The hazards of this system come first, then the history recorded before.

    Raises NotYou without ``safety.ledger_export`` and NotSo for more than 50,000 lines.
    """
    require(actor, EXPORT)
    rows = listed_within(hazards, user=actor, model=Case, permission=EXPORT)
    before = listed_within(records, user=actor, model=LedgerRecord, permission=EXPORT)
    count = rows.count() + before.count()
    if count > ROWS_MOST:
        raise NotSo(
            _("These are more than %(most)s rows. Narrow the filter, by period for instance.")
            % {"most": f"{ROWS_MOST:,}"}
        )
    lines = chain(
        map(line_of, with_line_facts(rows).iterator(chunk_size=CHUNK)),
        map(line_of_record, before.iterator(chunk_size=CHUNK)),
    )
    told = {"filtered_by": filtered_by, "made_by": actor.display_name, "now": timezone.now()}
    ledger_workbook(file, lines=lines, count=count, **told)
    with transaction.atomic():
        facts = {"query": query, "rows": count}
        record(actor=actor, subject=actor, action="safety.ledger_export", note=filtered_by, **facts)
    return count
