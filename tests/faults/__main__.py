"""The long form of the fault runs, on databases of its own: see script/faults."""

import argparse
import os
import random
import secrets
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import date
from urllib.parse import urlsplit

import psycopg2

SERVER = os.environ.get("DATABASE_URL") or "postgres://postgres@127.0.0.1:5432/postgres"
REDIS = os.environ.get("REDIS_URL") or "redis://127.0.0.1:6379/0"
DATABASES = ("postgresql", "sqlite")
SINCE, DAYS, CASES = date(2026, 3, 2), 60, 300


def main() -> int:
    parser = argparse.ArgumentParser(prog="script/faults")
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--on", choices=DATABASES, help="this database only")
    options = parser.parse_args()
    if options.on:
        with _database(options.on) as url:
            _run(url, REDIS if options.on == "postgresql" else "", options)
        return 0
    facts = ["--kills", str(options.kills), "--seed", str(options.seed)]
    program = [sys.executable, "-m", "tests.faults", *facts, "--on"]
    return max([subprocess.run([*program, name], check=False).returncode for name in DATABASES])


@contextmanager
def _database(name: str):
    """A database of our own, dropped whatever happens."""
    if name == "sqlite":
        with tempfile.TemporaryDirectory(prefix="faults-", ignore_cleanup_errors=True) as place:
            yield f"sqlite:///{place}/db.sqlite3"
        return
    own = f"faults_{secrets.token_hex(4)}"
    server = psycopg2.connect(SERVER)
    server.autocommit = True
    cursor = server.cursor()
    cursor.execute(f"CREATE DATABASE {own}")
    try:
        yield urlsplit(SERVER)._replace(path=f"/{own}").geturl()
    finally:
        cursor.execute(f"DROP DATABASE {own} WITH (FORCE)")


def _run(url: str, redis_url: str, options) -> None:
    os.environ |= {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from tests.faults import runs, world
    from tests.faults.broker import Broker

    call_command("migrate", verbosity=0)
    world.build(cases=CASES, since=SINCE, days=DAYS)
    nursery, broker = runs.Nursery(url, settings.VAR_DIR), Broker(url, redis_url)
    weeks, rng = runs.moments(SINCE, DAYS), random.Random(options.seed)
    killed = runs.Killed(nursery, rng)
    trials = {
        "killed": lambda: killed.run(weeks[3:87], options.kills),
        "at once": lambda: runs.several_at_once(nursery, weeks[87:107], rng),
        "clock set back": lambda: runs.clock_set_back(nursery, weeks[107]),
        "three days without a worker": lambda: runs.days_without_a_worker(nursery, weeks[107], 3),
        "worker killed within a sweep": lambda: runs.worker_killed(broker),
        f"queue lost ({broker.kind})": lambda: runs.queue_lost(broker),
    }
    print(f"\n{options.on}, {CASES} cases, seed {options.seed}", flush=True)
    try:
        for name, trial in trials.items():
            began = time.perf_counter()
            runs.compared.clear()
            figures = {**(trial() or {}), **runs.compared}
            told = ", ".join(f"{key}: {value}" for key, value in sorted(figures.items(), key=str))
            took = time.perf_counter() - began
            print(f"- {name}: {told or 'held'} ({took:.0f} s)", flush=True)
    finally:
        nursery.close()
        broker.close()
    print(f"- in all: {runs.totals()}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
