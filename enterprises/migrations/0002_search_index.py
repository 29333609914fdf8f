from django.db import migrations


def add_index(apps, schema_editor):
    """Two characters of a name are found by bigram; only PostgreSQL has an index for them."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE INDEX enterprise_search_gin ON enterprises_enterprise USING gin (search)"
        )


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS enterprise_search_gin")


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0001_register")]

    operations = [migrations.RunPython(add_index, drop_index)]
