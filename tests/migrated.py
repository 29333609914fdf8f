"""Make a migrated database, from which each process of the tests starts with a copy.

python -m tests.migrated URL [NAME [--drop]]: the file of the URL, or the database NAME on its server.
"""

import os
import subprocess
import sys
from urllib.parse import urlsplit

import psycopg2
from psycopg2.sql import SQL, Identifier


def main(url: str, name: str = "", *options: str) -> int:
    if name:
        _renew(url, name, is_wanted=not options)
        url = urlsplit(url)._replace(path=f"/{name}").geturl()
    if options:
        return 0
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}).returncode


def _renew(url: str, name: str, *, is_wanted: bool) -> None:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(SQL("DROP DATABASE IF EXISTS {}").format(Identifier(name)))
        if is_wanted:
            cursor.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    connection.close()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
