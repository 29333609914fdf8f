"""The district's first rules, and the guard over the ledger and over closed months."""

from decimal import Decimal

from django.db import migrations
from django.utils import timezone

from core.trail import guard
from points import defaults
from points.guard import TABLES


def add_rules(apps, schema_editor):
    now = timezone.now()
    rules = apps.get_model("points", "PointsRule").objects
    rules.bulk_create(
        rules.model(
            cause=cause, points=Decimal(points), cap=cap and Decimal(cap), since_at=now
        )
        for cause, points, cap in defaults.RULES
    )


def guard_the_ledger(apps, schema_editor):
    guard.guard(schema_editor.connection, TABLES)


def lift_the_guard(apps, schema_editor):
    guard.lift(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    replaces = [("points", "0002_first_rules")]

    dependencies = [("points", "0001_tables"), ("core", "0002_guarded_trail")]

    operations = [
        migrations.RunPython(add_rules, migrations.RunPython.noop),
        migrations.RunPython(guard_the_ledger, lift_the_guard),
    ]
