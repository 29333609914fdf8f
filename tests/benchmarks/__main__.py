"""Makes a big district on PostgreSQL, measures, and drops it: see script/bench."""

import argparse
import os
import secrets
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg2

SERVER = os.environ.get("DATABASE_URL") or "postgres://postgres@127.0.0.1:5432/postgres"
PARTS = ("sweep", "pages", "dashboards", "tallies", "workbook")


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/bench")
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--enterprises", type=int, default=20_000)
    parser.add_argument("--database", help="measure this one, made before; it is kept")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    options = parser.parse_args()
    if options.database:
        _measure(options.database, options.parts)
        return
    with _database() as name:
        _django(name)
        _fill(options.cases, options.enterprises)
        _measure(name, options.parts)


@contextmanager
def _database():
    """A database of our own, dropped whatever happens."""
    name = f"bench_{secrets.token_hex(4)}"
    server = psycopg2.connect(SERVER)
    server.autocommit = True
    cursor = server.cursor()
    cursor.execute(f"CREATE DATABASE {name}")
    try:
        yield name
    finally:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _django(name: str) -> None:
    os.environ["DATABASE_URL"] = urlsplit(SERVER)._replace(path=f"/{name}").geturl()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    os.environ["DEBUG"] = "0"
    import django

    django.setup()


def _fill(cases: int, enterprises: int) -> None:
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    open_cases = max(cases // 20, min(5000, cases // 2))
    due = min(20_000, open_cases * 2 // 5)
    call_command(
        "district_generate", enterprises=enterprises, cases=cases, open=open_cases, due=due
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _measure(name: str, parts) -> None:
    _django(name)
    from importlib import import_module

    from issues.models import Case
    from tests.benchmarks.measure import HEAD

    print(f"\n{Case.objects.count()} cases on PostgreSQL\n\n{HEAD}", flush=True)
    for part in parts:
        for line in import_module(f"tests.benchmarks.{part}").lines():
            print(line, flush=True)


if __name__ == "__main__":
    main()
