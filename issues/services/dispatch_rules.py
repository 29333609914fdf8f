"""Rules that propose a dispatch: data of the visit office, every change in the trail."""

from django.db import transaction

from core.access import require
from core.audit import record
from issues.models import DispatchRule

MANAGE = "issues.dispatch_rule_manage"
_KEPT = ("words", "kind", "tier", "to_territory", "is_active")


@transaction.atomic
def dispatch_rule_save(*, actor, rule: DispatchRule) -> DispatchRule:
    """Put a new or changed rule in force; what was dispatched before stays as it was."""
    require(actor, MANAGE)
    before = DispatchRule.objects.filter(pk=rule.pk).first() if rule.pk else None
    rule.save()
    changes = {
        name: [before and getattr(before, name), getattr(rule, name)]
        for name in _KEPT
        if before is None or getattr(before, name) != getattr(rule, name)
    }
    record(
        actor=actor,
        subject=rule,
        action="dispatch_rule_save",
        lead=str(rule.lead or ""),
        category=str(rule.category or ""),
        town=str(rule.town or ""),
        **changes,
    )
    return rule
