"""The district's first rules: deadline policies, the ladder, the categories (domain, section 5).

A new installation gets them from its migration; this puts back what a database has lost.
"""

from django.db import transaction
from django.utils import timezone

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


def _named(fields: tuple[str, ...], row: tuple) -> dict:
    return dict(zip(fields, row, strict=True))
