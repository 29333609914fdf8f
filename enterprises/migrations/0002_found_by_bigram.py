from django.db import migrations

TABLE = "enterprises_enterprise"

LEXEMES = 1000
"""Ten times the bigrams of the default are counted.

With the default the planner takes a word that no text holds for one of thousands of hits and walks
the whole table backwards for the newest of them, instead of asking the index.
"""


def add_index(apps, schema_editor):
    """Two characters are found by bigram; only PostgreSQL has an index for them."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"CREATE INDEX enterprise_search_gin ON {TABLE} USING gin (search)")
        schema_editor.execute(
            f"ALTER TABLE {TABLE} ALTER COLUMN search SET STATISTICS {LEXEMES}"
        )


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE {TABLE} ALTER COLUMN search SET STATISTICS -1")
        schema_editor.execute("DROP INDEX IF EXISTS enterprise_search_gin")


class Migration(migrations.Migration):
    replaces = [("enterprises", "0011_suspended")]

    dependencies = [("enterprises", "0001_tables")]

    operations = [migrations.RunPython(add_index, drop_index)]
