from django.db import migrations


def add_index(apps, schema_editor):
    """Two characters are found by bigram; only PostgreSQL has an index for them."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE INDEX visit_search ON visits_visit USING gin (search)")


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS visit_search")


class Migration(migrations.Migration):
    dependencies = [("visits", "0001_visits_and_teams")]

    operations = [migrations.RunPython(add_index, drop_index)]
