"""The criteria of major hazards from ``safety/defaults.py``; and no line of a ledger is deleted."""

from django.db import migrations

from safety.defaults import CRITERIA
from safety.ledger import guard


def add_criteria(apps, schema_editor):
    criterion = apps.get_model("safety", "MajorCriterion")
    criterion.objects.bulk_create(
        criterion(field=field, text=text, basis=basis) for field, text, basis in CRITERIA
    )


def keep_the_lines(apps, schema_editor):
    guard.guard(schema_editor.connection)


def lift_the_guard(apps, schema_editor):
    guard.lift(schema_editor.connection)


class Migration(migrations.Migration):
    replaces = [("safety", "0007_photos_in_doubt")]

    dependencies = [("safety", "0001_tables")]

    operations = [
        migrations.RunPython(add_criteria, migrations.RunPython.noop),
        migrations.RunPython(keep_the_lines, lift_the_guard),
    ]
