"""Under which target one writes while others may be merging it: the one that stays."""

from django.db import connection

from enterprises.models import Enterprise


def enterprise_held(enterprise: Enterprise) -> Enterprise:
    """The target itself, or what it was merged into; nobody merges it before the transaction ends.

    Whoever writes holds it together with all others who write; only a merge waits for them, and
    they for it. Call it before anything else is locked: numbers are taken after it.
    """
    into = _merged_into(enterprise.pk)
    while into:
        enterprise = Enterprise.objects.select_related("town").get(pk=into)
        into = _merged_into(enterprise.pk)
    return enterprise


def _merged_into(pk: int) -> int | None:
    """As it stands once no merge is under way; PostgreSQL's weakest lock keeps the next one off."""
    table = connection.ops.quote_name(Enterprise._meta.db_table)
    lock = " FOR KEY SHARE" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT merged_into_id FROM {table} WHERE id = %s{lock}",  # noqa: S608 -- own names only
            [pk],
        )
        return cursor.fetchone()[0]
