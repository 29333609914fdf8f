"""Which tests run on which database, where both are to be had: ``pytest --share DATABASE``.

What asks the database something of its own (SQL by hand, locks, triggers, scopes, searches) runs on
each. The others fall to one of the two by their name, so that of every table of roles, moves and
pages some rows run here and some there; without the option all run.
"""

from itertools import compress
from operator import not_
from zlib import crc32

DATABASES = ("sqlite", "postgresql")


def pytest_addoption(parser):
    parser.addoption("--share", choices=DATABASES, help="only the tests that fall to this database")


def pytest_collection_modifyitems(config, items):
    database = config.getoption("--share")
    if database is None:
        return
    here = [database in _databases_of(item) for item in items]
    config.hook.pytest_deselected(items=list(compress(items, map(not_, here))))
    items[:] = compress(items, here)


def _databases_of(item) -> tuple[str, ...]:
    if item.get_closest_marker("each_database"):
        return DATABASES
    if item.get_closest_marker("one_database"):
        return DATABASES[:1]
    return (DATABASES[crc32(item.nodeid.encode()) % len(DATABASES)],)
