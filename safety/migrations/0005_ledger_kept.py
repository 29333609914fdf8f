"""No line of a ledger is deleted, by whatever way."""

from django.db import migrations

from safety.ledger import guard


def keep_the_lines(apps, schema_editor):
    guard.guard(schema_editor.connection)


def lift_the_guard(apps, schema_editor):
    guard.lift(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [("safety", "0004_ledgers")]

    operations = [migrations.RunPython(keep_the_lines, lift_the_guard)]
