"""The index by which PostgreSQL finds two characters in a ``BigramField``: a step for migrations.

SQLite has no such index and looks through the column.
"""

from django.db.migrations import RunPython

LEXEMES = 1000
"""Ten times the bigrams of the default are counted.

With the default the planner takes a word that no text holds for one of thousands of hits and walks
the whole table backwards for the newest of them, instead of asking the index.
"""


def bigram_index(*, table: str, name: str, is_counted: bool = False) -> RunPython:
    """Index the column ``search`` of the table; ``is_counted``: for one as long as a register."""
    put = [f"CREATE INDEX {name} ON {table} USING gin (search)"]
    drop = [f"DROP INDEX IF EXISTS {name}"]
    if is_counted:
        put.append(f"ALTER TABLE {table} ALTER COLUMN search SET STATISTICS {LEXEMES}")
        drop.append(f"ALTER TABLE {table} ALTER COLUMN search SET STATISTICS -1")
    return RunPython(_on_postgres(put), _on_postgres(drop))


def _on_postgres(statements: list[str]):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return run
