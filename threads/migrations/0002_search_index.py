from django.db import migrations


def add_index(apps, schema_editor):
    """Two characters are found by bigram; only PostgreSQL has an index for them."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE INDEX post_search ON threads_post USING gin (search)")


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS post_search")


class Migration(migrations.Migration):
    dependencies = [("threads", "0001_threads")]

    operations = [migrations.RunPython(add_index, drop_index)]
