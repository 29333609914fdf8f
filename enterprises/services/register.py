from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core.access import is_allowed, require
from core.audit import record
from core.errors import NotNow, NotSo, NotYou, Overtaken
from core.intake.values import BadValueError
from enterprises.intake.values import capital_of
from enterprises.intake.verdicts import differences, kept_form
from enterprises.kinds import emptied
from enterprises.models import Enterprise
from enterprises.services.tags import tags_set
from enterprises.uscc import checked

CHANGE = "enterprises.enterprise_change"


def enterprise_save(
    *, actor, values: dict, enterprise: Enterprise | None = None, seen_at=None
) -> Enterprise:
    """Add an enterprise to the register, or change the given fields of one.

    ``tags`` are given by name. ``seen_at`` is the ``updated_at`` the person saw: Overtaken if somebody saved since.
    """
    require(actor, CHANGE)
    values = {**values, "uscc": checked(values["uscc"]) if values.get("uscc") else None}
    values = _fitting(values)
    try:
        with transaction.atomic():
            target = _locked(actor, enterprise, seen_at) if enterprise else Enterprise()
            changes = differences(target, _kept_forms(values)) if enterprise else {}
            _fill(target, values)
            action = "enterprises.enterprise_change" if enterprise else "enterprises.enterprise_add"
            if changes or not enterprise:
                record(actor=actor, subject=target, action=action, **changes)
    except IntegrityError as error:
        taken = _("The register has another enterprise with this credit code.")
        raise NotSo(taken, fields={"uscc": taken}) from error
    return target


def _locked(actor, enterprise: Enterprise, seen_at) -> Enterprise:
    locked = Enterprise.objects.select_for_update(no_key=True).get(pk=enterprise.pk)
    if locked.merged_into_id:
        raise NotNow(_("This target was merged into another. Please change that one."))
    if not is_allowed(actor, CHANGE, locked):
        raise NotYou(_("You may not change this enterprise. Please ask the visit office."))
    if seen_at and locked.updated_at != seen_at:
        raise Overtaken(
            _("Somebody else changed this enterprise meanwhile. Please look and enter it again.")
        )
    return locked


def _kept_forms(values: dict) -> dict:
    """The values in JSON-ready form."""
    return {name: kept_form(getattr(value, "pk", value)) for name, value in values.items()}


def _fitting(values: dict) -> dict:
    """The values without what a target of the kind does not have; a household is its address."""
    values = _with_amount(values)
    kind = values.get("kind")
    if kind is None:
        return values
    values = {**values, **emptied(kind)}
    if kind == Enterprise.Kind.HOUSEHOLD:
        values["name"] = " ".join((values.get("address") or "").split())[:200]
        if not values["name"]:
            missing = _("A household is kept by its address. Please enter it.")
            raise NotSo(missing, fields={"address": missing})
    return values


def _with_amount(values: dict) -> dict:
    """The capital's amount too, where it stands in what was written; nothing is typed twice."""
    if not values.get("capital") or values.get("capital_wan") is not None:
        return values
    try:
        amount = capital_of(values["capital"], None, "")[1]
    except BadValueError as error:
        wrong = _("The registered capital cannot be read. Please write it with its unit.")
        raise NotSo(wrong, fields={"capital": wrong}) from error
    return {**values, "capital_wan": amount and Decimal(amount)}


def _fill(target: Enterprise, values: dict) -> None:
    for name, value in values.items():
        if name != "tags":
            setattr(target, name, value)
    target.save()
    if "tags" in values:
        tags_set({target: values["tags"]})
