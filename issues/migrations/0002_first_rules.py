"""The deadline policies, ladders and categories a district starts with, from ``issues/defaults.py``."""

from django.db import migrations
from django.utils import timezone

from issues import defaults


def add_rules(apps, schema_editor):
    policy, ladder, rung, category = (
        apps.get_model("issues", name)
        for name in ("DeadlinePolicy", "LadderPolicy", "LadderRung", "Category")
    )
    now = timezone.now()
    policy.objects.bulk_create(
        policy(since_at=now, **_named(defaults.POLICY_FIELDS, row)) for row in defaults.POLICIES
    )
    for name, kind, grade, rungs in defaults.LADDERS:
        made = ladder.objects.create(name=name, kind=kind, grade=grade)
        rung.objects.bulk_create(
            rung(policy=made, **_named(defaults.RUNG_FIELDS, row)) for row in rungs
        )
    category.objects.bulk_create(
        category(code=code, name=name, order=place)
        for place, (code, name) in enumerate(defaults.CATEGORIES)
    )


def _named(fields, row):
    return dict(zip(fields, row, strict=True))


class Migration(migrations.Migration):
    replaces = [("issues", "0026_case_returned")]

    dependencies = [("issues", "0001_tables")]

    operations = [migrations.RunPython(add_rules, migrations.RunPython.noop)]
