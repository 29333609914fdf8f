from django.db import migrations

TABLE = "enterprises_enterprise"
LEXEMES = 1000
"""Ten times the bigrams of the default are counted.

With the default the planner takes a word that no text holds for one of thousands of hits and walks
the whole table backwards for the newest of them, instead of asking the index.
"""


def _set(schema_editor, target: int) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE {TABLE} ALTER COLUMN search SET STATISTICS {target}")


def raise_target(apps, schema_editor):
    _set(schema_editor, LEXEMES)


def lower_target(apps, schema_editor):
    _set(schema_editor, -1)


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0009_name_keys")]

    operations = [migrations.RunPython(raise_target, lower_target)]
