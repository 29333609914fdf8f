"""Not even TRUNCATE empties the ledger."""

from django.db import migrations

from safety.ledger import guard


def guard_again(apps, schema_editor):
    guard.guard(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("safety", "0004_repeats_kept")]

    operations = [migrations.RunPython(guard_again, migrations.RunPython.noop)]
