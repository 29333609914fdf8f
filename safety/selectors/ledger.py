"""Reads about ledgers kept elsewhere: what a unit's words mean, the imports, the records."""

from datetime import datetime

from django.db.models import QuerySet

from core.jobs import waiting
from enterprises.models import Enterprise
from enterprises.naming import name_key
from enterprises.selectors import likeliest_first
from safety.models import LedgerImport, LedgerImportRow, LedgerRecord, LedgerWord

CANDIDATES = 5
_LEAST = 2


def words_known(unit_id: int, kind: str) -> dict:
    """What the unit said its words of a kind mean: key → meaning, or the enterprise's key."""
    meant = "enterprise_id" if kind == LedgerWord.Kind.ENTERPRISE else "meaning"
    rows = LedgerWord.objects.filter(unit=unit_id, kind=kind)
    return dict(rows.values_list("key", meant))


def ledger_imports_of(*, user) -> QuerySet[LedgerImport]:
    return LedgerImport.objects.visible_to(user).select_related("created_by", "unit")


def ledger_imports_waiting(*, now: datetime) -> list[int]:
    return list(LedgerImport.objects.filter(waiting(now)).values_list("pk", flat=True))


REMARKS = "remarks"


def ledger_rows(*, job: LedgerImport, verdict: str = "") -> QuerySet[LedgerImportRow]:
    """The rows of a file, narrowed to a verdict, or by REMARKS to those something is said about."""
    if verdict == REMARKS:
        return job.rows.exclude(messages=[]).exclude(verdict=LedgerImportRow.Verdict.REFUSED)
    known = verdict in LedgerImportRow.Verdict.values
    return job.rows.filter(verdict=verdict) if known else job.rows.all()


def candidates(*, user, name: str) -> list[Enterprise]:
    """Which enterprises a name of a ledger may mean: by its core, then by ever shorter beginnings."""
    core = name_key(name)
    for length in (len(core), 6, 4, 3, _LEAST):
        if length <= len(core) and len(core) >= _LEAST:
            found = list(likeliest_first(user=user, words=core[:length])[:CANDIDATES])
            if found:
                return found
    return []


def records_listed(*, user) -> QuerySet[LedgerRecord]:
    """What was done elsewhere, as a list shows it."""
    rows = LedgerRecord.objects.listed_to(user).filter(standing=LedgerRecord.Standing.DONE)
    return rows.select_related("enterprise__town", "unit").defer(
        "cells", "enterprise__search", "enterprise__scope"
    )


def records_visible(*, user) -> QuerySet[LedgerRecord]:
    """Every record, open ones too, with what the page of one shows."""
    rows = LedgerRecord.objects.visible_to(user)
    return rows.select_related("enterprise__town", "unit", "case", "job", "recorded_by")
