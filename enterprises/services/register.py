from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core.access import is_allowed, require
from core.audit import record
from core.errors import NotSo, NotYou, Overtaken
from enterprises.intake.verdicts import differences, kept_form
from enterprises.models import Enterprise
from enterprises.uscc import checked

CHANGE = "enterprises.enterprise_change"


def enterprise_save(
    *, actor, values: dict, enterprise: Enterprise | None = None, seen_at=None
) -> Enterprise:
    """Add an enterprise to the register, or change the given fields of one.

    ``seen_at`` is the ``updated_at`` the person saw: Overtaken if somebody saved since.
    """
    require(actor, CHANGE)
    values = {**values, "uscc": checked(values["uscc"]) if values.get("uscc") else None}
    try:
        with transaction.atomic():
            target = _locked(actor, enterprise, seen_at) if enterprise else Enterprise()
            for name, value in values.items():
                setattr(target, name, value)
            changes = _changes(target, enterprise, values)
            target.save()
            action = "enterprises.enterprise_change" if enterprise else "enterprises.enterprise_add"
            if changes or not enterprise:
                record(actor=actor, subject=target, action=action, **changes)
    except IntegrityError as error:
        taken = _("The register has another enterprise with this credit code.")
        raise NotSo(taken, fields={"uscc": taken}) from error
    return target


def _locked(actor, enterprise: Enterprise, seen_at) -> Enterprise:
    locked = Enterprise.objects.select_for_update(no_key=True).get(pk=enterprise.pk)
    if not is_allowed(actor, CHANGE, locked):
        raise NotYou(_("You may not change this enterprise. Please ask the visit office."))
    if seen_at and locked.updated_at != seen_at:
        raise Overtaken(
            _("Somebody else changed this enterprise meanwhile. Please look and enter it again.")
        )
    return locked


def _changes(target: Enterprise, before: Enterprise | None, values: dict) -> dict:
    """What the trail keeps: field → [from, to], in JSON-ready form."""
    if before is None:
        return {}
    given = {
        Enterprise._meta.get_field(name).attname: kept_form(
            getattr(target, Enterprise._meta.get_field(name).attname)
        )
        for name in values
    }
    return differences(Enterprise.objects.get(pk=before.pk), given)
