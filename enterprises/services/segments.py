from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotNow, NotSo
from enterprises.conditions import conditions_checked
from enterprises.models import Segment

SEGMENT_CHANGE = "enterprises.segment_change"


def segment_save(
    *, actor, name: str, conditions: Mapping, segment: Segment | None = None
) -> Segment:
    """Keep a segment, new or changed; NotSo for conditions that cannot be, or none at all."""
    require(actor, SEGMENT_CHANGE, segment)
    name = " ".join(name.split())
    if not name:
        raise NotSo(_("Give the segment a name."), fields={"name": _("Give the segment a name.")})
    checked = conditions_checked(conditions)
    if not checked:
        raise NotSo(_("Choose at least one condition: without any it would be the whole register."))
    try:
        with transaction.atomic():
            return _kept(actor, segment, name, checked)
    except IntegrityError as error:
        taken = _("There is a segment of this name already. Please choose another name.")
        raise NotSo(taken, fields={"name": taken}) from error


def _kept(actor, segment: Segment | None, name: str, conditions: dict) -> Segment:
    if segment is None:
        kept = Segment.objects.create(name=name, conditions=conditions, made_by=actor)
        record(
            actor=actor, subject=kept, action="enterprises.segment_add", conditions=[{}, conditions]
        )
        return kept
    kept = Segment.objects.select_for_update().get(pk=segment.pk)
    changes = {
        field: [getattr(kept, field), new]
        for field, new in (("name", name), ("conditions", conditions))
        if getattr(kept, field) != new
    }
    kept.name, kept.conditions = name, conditions
    kept.save()
    if changes:
        record(actor=actor, subject=kept, action="enterprises.segment_change", **changes)
    return kept


@transaction.atomic
def segment_delete(*, actor, segment: Segment) -> None:
    """Take a segment away; NotNow while something still goes by it."""
    locked = Segment.objects.select_for_update().get(pk=segment.pk)
    require(actor, SEGMENT_CHANGE, locked)
    record(
        actor=actor,
        subject=locked,
        action="enterprises.segment_delete",
        conditions=[locked.conditions, {}],
    )
    try:
        locked.delete()
    except ProtectedError as error:
        raise NotNow(
            _("“%s” is still in use, so it stays. Change what goes by it first.") % segment
        ) from error
