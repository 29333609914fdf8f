"""The district's first rules: deadline policies, the ladder, the categories (domain, section 5).

A new installation gets them from its migration; this puts back what a database has lost.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotNow
from issues import defaults
from issues.models import Category, DeadlinePolicy, LadderPolicy, LadderRung


@transaction.atomic
def rules_seed() -> None:
    """Add the default rules where there are none of their sort; idempotent."""
    if not DeadlinePolicy.objects.exists():
        now = timezone.now()
        DeadlinePolicy.objects.bulk_create(
            DeadlinePolicy(since_at=now, **_named(defaults.POLICY_FIELDS, row))
            for row in defaults.POLICIES
        )
    if not LadderPolicy.objects.exists():
        for name, kind, grade, rungs in defaults.LADDERS:
            ladder = LadderPolicy.objects.create(name=name, kind=kind, grade=grade)
            LadderRung.objects.bulk_create(
                LadderRung(policy=ladder, **_named(defaults.RUNG_FIELDS, row)) for row in rungs
            )
    if not Category.objects.exists():
        Category.objects.bulk_create(
            Category(code=code, name=name, order=place)
            for place, (code, name) in enumerate(defaults.CATEGORIES)
        )


@transaction.atomic
def policy_replace(*, actor, policy: DeadlinePolicy) -> None:
    """Put ``policy`` in force from now on, in place of the version that has been.

    Deadlines that run keep the copy of their rule; NotNow for a version that is history.
    """
    require(actor, "issues.policy_manage")
    now = timezone.now()
    same = DeadlinePolicy.objects.filter(
        stage=policy.stage,
        kind=policy.kind,
        tier=policy.tier,
        grade=policy.grade,
        category=policy.category,
    )
    before = same.filter(until_at__isnull=True).select_for_update().first()
    if policy.pk and (before is None or before.pk != policy.pk):
        raise NotNow(_("This version was replaced meanwhile. Open the one in force."))
    if before:
        same.filter(pk=before.pk).update(until_at=now)
    newest = same.order_by("-version").first()
    policy.pk, policy.since_at, policy.until_at = None, now, None
    policy.version = newest.version + 1 if newest else 1
    policy.save(force_insert=True)
    record(
        actor=actor,
        subject=policy,
        action="policy_replace",
        at=now,
        length=[before and before.length, policy.length],
        length_unit=[before and before.length_unit, policy.length_unit],
    )


def _named(fields: tuple[str, ...], row: tuple) -> dict:
    return dict(zip(fields, row, strict=True))
