"""What of safety belongs to an enterprise, and goes along when it is merged into another."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from enterprises.belongings import Belonging, belongings_add
from enterprises.models import Enterprise
from safety.ledger.verdicts import fingerprint
from safety.models import LedgerRecord, SuspensionOrder
from safety.services.suspension import suspended_refresh


def _orders_moved(rows: QuerySet, field: str, kept: Enterprise, at: datetime) -> int:
    """Every order stays in force: where both had one for the same scope, one names whose it was."""
    in_force = SuspensionOrder.objects.filter(enterprise=kept, lifted_at__isnull=True)
    there = set(in_force.values_list("extent", "part"))
    for order in list(rows.filter(lifted_at__isnull=True).select_related("enterprise")):
        if (order.extent, order.part) in there:
            order.part = f"{order.enterprise.name[:60]} {order.scope[:30]} {order.number}"[:100]
            order.extent = SuspensionOrder.Extent.PART
            order.save(update_fields=["extent", "part"])
    number = rows.update(**{field: kept})
    suspended_refresh(kept.pk)
    return number


def _records_moved(rows: QuerySet, field: str, kept: Enterprise, at: datetime) -> int:
    """Every line stays; one that the kept enterprise has as well keeps the mark it had."""
    moved = list(rows)
    for record in moved:
        own = (record.found_on.isoformat(), record.place, record.description)
        mark = fingerprint(kept.pk, *own)
        if not LedgerRecord.objects.filter(fingerprint=mark).exists():
            record.fingerprint = mark
        record.enterprise = kept
    LedgerRecord.objects.bulk_update(moved, ["enterprise", "fingerprint"], batch_size=500)
    return len(moved)


belongings_add(
    Belonging("safety.ledgerrecord", _("lines of ledgers"), move=_records_moved),
    Belonging("safety.ledgerword"),
    Belonging("safety.ledgerimport"),
    Belonging("safety.suspensionorder", _("suspension orders"), move=_orders_moved),
)
