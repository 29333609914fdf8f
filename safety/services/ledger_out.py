"""The ledger leaves the house with a trace: who took which lines, and by which filter."""

from itertools import chain

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from core.access import listed_within, require
from core.audit import record
from core.office import read_through
from issues.models import Case
from safety.ledger.lines import line_of, line_of_record, with_line_facts
from safety.ledger.workbook import ledger_workbook
from safety.models import LedgerRecord

EXPORT = "safety.ledger_export"


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

    Raises NotYou without ``safety.ledger_export``.
    """
    require(actor, EXPORT)
    rows = listed_within(hazards, user=actor, model=Case, permission=EXPORT)
    before = listed_within(records, user=actor, model=LedgerRecord, permission=EXPORT)
    count = rows.count() + before.count()
    lines = chain(
        map(line_of, read_through(with_line_facts(rows))),
        map(line_of_record, read_through(before)),
    )
    told = {"filtered_by": filtered_by, "made_by": actor.display_name, "now": timezone.now()}
    ledger_workbook(file, lines=lines, count=count, **told)
    with transaction.atomic():
        facts = {"query": query, "rows": count}
        record(actor=actor, subject=actor, action="safety.ledger_export", note=filtered_by, **facts)
    return count
