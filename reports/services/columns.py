"""The columns that an office wants in the lists it takes away."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotSo
from reports.access_kept import TAKING, office_of
from reports.models import ColumnSet
from reports.workbook.columns import LISTS, columns_of


def columns_kept(*, kind: str, user) -> list[dict]:
    """Every column of a list, those that the person's office shows first and in its order."""
    known = {column.key: column for column in LISTS[kind]}
    shown = [(one, True) for one in columns_of(kind, user)]
    hidden = [(known[key], False) for key in known.keys() - {one.key for one, _is in shown}]
    hidden.sort(key=lambda pair: list(known).index(pair[0].key))
    return [
        {
            "key": column.key,
            "is_shown": is_shown,
            "place": place,
            "heading": str(column.heading),
            "width": column.width,
        }
        for place, (column, is_shown) in enumerate(shown + hidden, 1)
    ]


def columns_set(*, actor, kind: str, columns: Sequence[dict]) -> ColumnSet:
    """Keep the columns of a list for the actor's office; NotSo without any, or with unknown ones."""
    require(actor, TAKING)
    known = {column.key for column in LISTS[kind]}
    if not columns:
        raise NotSo(_("Choose at least one column."))
    if {one["key"] for one in columns} - known or len({one["key"] for one in columns}) < len(
        columns
    ):
        raise NotSo(_("This list has no such column. Please reload."))
    facts = {"columns": list(columns), "changed_by": actor}
    with transaction.atomic():
        kept, _is_new = ColumnSet.objects.update_or_create(
            office_id=office_of(actor), list=kind, defaults=facts
        )
        headings = [one["heading"] for one in columns]
        record(actor=actor, subject=kept, action="columns_set", columns=headings)
    return kept


def columns_reset(*, actor, kind: str) -> None:
    """Go back to all columns as they are without a set; doing it twice changes nothing."""
    require(actor, TAKING)
    with transaction.atomic():
        for kept in ColumnSet.objects.select_for_update().filter(
            office=office_of(actor), list=kind
        ):
            record(actor=actor, subject=kept, action="columns_reset")
            kept.delete()
