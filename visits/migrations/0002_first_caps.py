from django.db import migrations

TABLE = "visits_visit"
CAPS = (("inspection", "", 2), ("inspection", "red", 4))
"""A new district may inspect an enterprise twice a year, one of major risk four times."""


def caps_seed(apps, schema_editor):
    cap = apps.get_model("visits", "VisitCap")
    cap.objects.bulk_create(
        cap(purpose=purpose, risk=risk, most=most) for purpose, risk, most in CAPS
    )


def add_index(apps, schema_editor):
    """Two characters are found by bigram; only PostgreSQL has an index for them."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"CREATE INDEX visit_search ON {TABLE} USING gin (search)")


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS visit_search")


class Migration(migrations.Migration):
    replaces = [("visits", "0012_visits_by_campaign")]

    dependencies = [("visits", "0001_tables")]

    operations = [
        migrations.RunPython(caps_seed, migrations.RunPython.noop),
        migrations.RunPython(add_index, drop_index),
    ]
