from django.db import migrations

TABLE = "threads_post"


def add_index(apps, schema_editor):
    """Two characters are found by bigram; only PostgreSQL has an index for them."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"CREATE INDEX post_search ON {TABLE} USING gin (search)")


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS post_search")


class Migration(migrations.Migration):
    replaces = [("threads", "0002_search_index")]

    dependencies = [("threads", "0001_tables")]

    operations = [migrations.RunPython(add_index, drop_index)]
