"""Keeping the tallies: adding their lines up, and counting them anew."""

from django.db import connection, transaction

from core.numbering import take_numbers
from reports.models import Tally
from reports.tallies import BY, KEPT
from reports.triggers import CASES, COLUMNS, LEDGER, columns_read, entry_of, triggers_put

AT_ONCE = 5000
_SERIES = "tallies"

_FOLD = """INSERT INTO {ledger} ({columns}, is_folded)
    SELECT {by}, {sums}, TRUE FROM {ledger} WHERE id IN ({ids}) GROUP BY {by}
    ON CONFLICT ({by}) WHERE is_folded DO UPDATE SET {added}"""


def tallies_fold() -> int:
    """Add up the lines that were entered; returns how many. Several at once take turns.

    The sums stay what they are, whenever somebody looks.
    """
    count = 0
    while some := _fold_some():
        count += some
    return count


@transaction.atomic
def _fold_some() -> int:
    take_numbers(_SERIES, 0)  # takes the lock
    lines = Tally.objects.filter(is_folded=False).order_by("pk")
    ids = list(lines.values_list("pk", flat=True)[:AT_ONCE])
    if ids:
        statement = _FOLD.format(
            ledger=LEDGER,
            columns=COLUMNS,
            by=", ".join(BY),
            sums=", ".join(f"SUM({name})" for name in KEPT),
            ids=", ".join(map(str, ids)),
            added=", ".join(f"{name} = {LEDGER}.{name} + excluded.{name}" for name in KEPT),
        )
        with connection.cursor() as cursor:
            cursor.execute(statement)
        Tally.objects.filter(pk__in=ids).delete()
    return len(ids)


@transaction.atomic
def tallies_renew() -> None:
    """Put the triggers in anew and count every case: nobody writes to a case meanwhile.

    Does nothing in a migration before the last column came that the definitions read or write: a
    later one of this app brings the tallies.
    """
    with connection.cursor() as cursor:
        for table, needed in ((CASES, columns_read()), (LEDGER, (*BY, *KEPT))):
            described = connection.introspection.get_table_description(cursor, table)
            if not {*needed} <= {column.name for column in described}:
                return
        take_numbers(_SERIES, 0)
        triggers_put(connection)
        Tally.objects.all().delete()
        every = f"SELECT 1 AS sign, {', '.join(columns_read())} FROM {CASES}"
        cursor.execute(entry_of(every, is_folded=True))
