"""The lengths of the stages as policy: a new version ends the one in force, none is edited.

Deadlines that run keep the copy of their rule; those that start from then on follow the new one.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from calendars.counting import length_check
from core.access import require
from core.audit import record
from core.errors import NotNow, NotSo
from issues.models import DeadlinePolicy
from issues.models.deadline import Conditions
from issues.workflow import RESOLVING_STAGES, Stage


@transaction.atomic
def policy_replace(
    *,
    actor,
    conditions: Conditions,
    length: int | None,
    unit: str,
    seen: DeadlinePolicy | None = None,
) -> DeadlinePolicy:
    """Put this length in force for a stage of the cases so described.

    ``seen`` is the version the actor replaces, None where there is none yet. NotNow if that has
    changed meanwhile; NotSo for what is no length, or a stage whose date is set in another way.
    """
    require(actor, "issues.policy_manage")
    policy_check(conditions.stage, length, unit)
    same = DeadlinePolicy.objects.filter(**conditions._asdict())
    before = same.select_for_update().filter(until_at__isnull=True).first()
    _check_seen(before, seen)
    if before and (before.length, before.length_unit) == (length, unit):
        text = _("That is the length in force already.")
        raise NotSo(text, fields={"length": text})
    now = timezone.now()
    same.filter(until_at__isnull=True).update(until_at=now)
    newest = same.order_by("-version").first()
    policy = DeadlinePolicy.objects.create(
        **conditions._asdict(),
        length=length,
        length_unit=unit,
        version=newest.version + 1 if newest else 1,
        since_at=now,
    )
    record(
        actor=actor,
        subject=policy,
        action="policy_replace",
        at=now,
        length=[before and before.length, length],
        length_unit=[before and before.length_unit, unit],
    )
    return policy


def _check_seen(before: DeadlinePolicy | None, seen: DeadlinePolicy | None) -> None:
    if before and seen is None:
        text = _("There is a time limit for these cases already. Change that one.")
        raise NotSo(text, fields={"stage": text})
    if before != seen:
        raise NotNow(_("This version was replaced meanwhile. Open the one in force."))


@transaction.atomic
def policy_withdraw(*, actor, policy: DeadlinePolicy) -> None:
    """Let these cases follow the more general time limit again; never the general one of a stage."""
    require(actor, "issues.policy_manage")
    if policy.is_general:
        raise NotNow(_("The time limit for all cases can be replaced, but not withdrawn."))
    now = timezone.now()
    standing = DeadlinePolicy.objects.filter(pk=policy.pk, until_at__isnull=True)
    if not standing.update(until_at=now):
        raise NotNow(_("This version was replaced meanwhile. Open the one in force."))
    record(actor=actor, subject=policy, action="policy_withdraw", at=now)


def policy_check(stage: str, length: int | None, unit: str) -> None:
    """Raise NotSo unless a stage may have this length; without one, people set the date."""
    if stage == Stage.REVIEW:
        text = _("The review date is set by whoever asks for the suspension.")
        raise NotSo(text, fields={"stage": text})
    if length is not None:
        length_check(length, unit)
    elif stage not in RESOLVING_STAGES:
        text = _("Only the date by which a case is to be solved can be set case by case.")
        raise NotSo(text, fields={"length": text})
