from django.db import migrations

TABLE = "issues_case"

LEXEMES = 1000
"""Ten times the bigrams of the default are counted.

With the default the planner takes a word that no text holds for one of thousands of hits and walks
the whole table backwards for the newest of them, instead of asking the index.
"""


def add_index(apps, schema_editor):
    """Two characters are found by bigram; only PostgreSQL has an index for them."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"CREATE INDEX case_search ON {TABLE} USING gin (search)")
        schema_editor.execute(
            f"ALTER TABLE {TABLE} ALTER COLUMN search SET STATISTICS {LEXEMES}"
        )


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE {TABLE} ALTER COLUMN search SET STATISTICS -1")
        schema_editor.execute("DROP INDEX IF EXISTS case_search")


class Migration(migrations.Migration):
    replaces = [("issues", "0027_evidence_once")]

    dependencies = [("issues", "0002_first_rules")]

    operations = [migrations.RunPython(add_index, drop_index)]
