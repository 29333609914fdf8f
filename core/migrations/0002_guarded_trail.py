"""The trail is only ever added to, and is found by what it speaks of."""

from django.db import migrations

from core.trail import guard


def guard_the_trail(apps, schema_editor):
    guard.guard(schema_editor.connection)


def lift_the_guard(apps, schema_editor):
    guard.lift(schema_editor.connection)


def find_by_label(apps, schema_editor):
    """On SQLite LIKE would not use the index, and the table is small."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE INDEX trail_by_label ON core_trailentry (subject_label varchar_pattern_ops)"
        )


def find_by_label_no_more(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX trail_by_label")


class Migration(migrations.Migration):
    replaces = [("core", "0005_photo_evidence")]

    dependencies = [("core", "0001_tables")]

    operations = [
        migrations.RunPython(find_by_label, find_by_label_no_more),
        migrations.RunPython(guard_the_trail, lift_the_guard),
    ]
