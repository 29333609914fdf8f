"""Two rows of the register that are one: all goes to the one kept, the other points to it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotNow, NotSo
from enterprises.belongings import belongings
from enterprises.intake.verdicts import kept_form
from enterprises.kinds import FACTS_OF_KIND
from enterprises.models import Enterprise, NotDouble
from enterprises.services.tags import tags_set

MERGE = "enterprises.enterprise_merge"


@transaction.atomic
def enterprise_merge(*, actor, merged: Enterprise, kept: Enterprise) -> Enterprise:
    """Make ``merged`` one with ``kept``: what belongs to it moves, what ``kept`` lacks is filled.

    The merged row stays, inactive, and points to the kept one. There is no way back.
    """
    merged, kept = _locked(actor, merged, kept)
    at = timezone.now()
    moved = {one.label: one.move(one.of(merged), one.field, kept, at) for one in belongings()}
    Enterprise.objects.filter(merged_into=merged).update(merged_into=kept)
    gained = _gained(merged, kept)
    given_up = _given_up(merged, kept, gained)
    _gain(kept, gained)
    record(
        actor=actor,
        subject=kept,
        action="enterprises.enterprise_merge",
        at=at,
        note=str(merged),
        merged=merged.pk,
        moved={label: number for label, number in moved.items() if number},
        **gained,
    )
    record(
        actor=actor,
        subject=merged,
        action="enterprises.enterprise_merged_away",
        at=at,
        note=str(kept),
        **given_up,
    )
    return kept


def _locked(actor, merged: Enterprise, kept: Enterprise) -> tuple[Enterprise, Enterprise]:
    """Both rows, locked in one order, so that two who merge crosswise do not wait for each other."""
    if merged.pk == kept.pk:
        raise NotSo(_("Choose two different targets."))
    rows = Enterprise.objects.select_for_update(of=("self",)).order_by("pk")
    found = {one.pk: one for one in rows.filter(pk__in=(merged.pk, kept.pk))}
    for one in found.values():
        require(actor, MERGE, one)
        if one.merged_into_id:
            raise NotNow(_("“%s” was merged already. Please look again.") % one)
    return found[merged.pk], found[kept.pk]


def _gained(merged: Enterprise, kept: Enterprise) -> dict[str, list]:
    """What the kept one lacked and now has: field → [from, to], JSON-ready; tags of both."""
    gained = {}
    for name in sorted(FACTS_OF_KIND[kept.kind] - {"name", "tags"}):
        attname = Enterprise._meta.get_field(name).attname
        old, new = getattr(kept, attname), getattr(merged, attname)
        if new and not old and old != 0:
            gained[name] = [kept_form(old), kept_form(new)]
            setattr(kept, attname, new)
    tags = sorted({*kept.tag_names, *merged.tag_names})
    if tags != kept.tag_names:
        gained["tags"] = [kept.tag_names, tags]
    if merged.is_active and not kept.is_active:
        gained["is_active"] = [False, True]
        kept.is_active = True
    return gained


def _given_up(merged: Enterprise, kept: Enterprise, gained: dict) -> dict[str, list]:
    """The merged row steps back; a code that the kept one takes over it cannot keep."""
    changes = {"merged_into": [None, kept.pk]}
    if "uscc" in gained:
        changes["uscc"] = [merged.uscc, None]
        merged.uscc = None
    merged.merged_into, merged.is_active = kept, False
    merged.save()
    return changes


def _gain(kept: Enterprise, gained: dict) -> None:
    kept.save()
    if "tags" in gained:
        tags_set({kept: gained["tags"][1]})


@transaction.atomic
def double_dismiss(*, actor, first: Enterprise, second: Enterprise) -> None:
    """Keep that the two are not one, so that nobody is asked again."""
    first, second = sorted((first, second), key=lambda one: one.pk)
    if first.pk == second.pk:
        raise NotSo(_("Choose two different targets."))
    for one in (first, second):
        require(actor, MERGE, one)
    _said, is_new = NotDouble.objects.get_or_create(
        first=first, second=second, defaults={"said_by": actor, "said_at": timezone.now()}
    )
    if is_new:
        record(
            actor=actor,
            subject=first,
            action="enterprises.double_dismiss",
            note=str(second),
            other=second.pk,
        )
