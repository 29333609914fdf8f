"""Fixtures that all tests share. Nothing here reaches outside this machine."""

import os
import shutil
import socket
import sqlite3
from contextlib import contextmanager

import pytest
from django.core.cache import cache
from django.core.management.commands.flush import Command
from django.db import connections, transaction
from django.test import Client
from django.utils import translation

from calendars.services import calendar_seed
from core.audit import SYSTEM
from core.trail.guard import TABLES, guard, lift
from issues.services.rules import rules_seed
from points.guard import TABLES as POINTS_TABLES
from safety.ledger import guard as ledger_guard
from tests.factories import MembershipFactory

pytest_plugins = ["tests.browser", "tests.share"]

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

GUARDED = {**TABLES, **POINTS_TABLES}
LOCAL = {"127.0.0.1", "::1", "localhost"}
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser")
"""The shell draws the same pages and spares the machine the browser's own windows."""


@pytest.fixture(scope="session", autouse=True)
def _no_way_out():
    """Refuse connections to other machines, so that no test depends on one."""
    connect = socket.socket.connect

    def guarded(self, address):
        if self.family != socket.AF_UNIX and address[0] not in LOCAL:
            raise RuntimeError(f"A test tried to reach {address[0]}.")
        return connect(self, address)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", guarded)
    yield
    patch.undo()


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb, django_db_modify_db_settings):
    """Start from the file that was migrated once for all processes, where there is one."""
    made = os.environ.get("MIGRATED_FILE")
    if not made or connections["default"].vendor != "sqlite":
        return django_db_keepdb
    shutil.copy(made, connections["default"].settings_dict["TEST"]["NAME"])
    return True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """A test with transactions of its own empties every table, also those the database guards.

    On SQLite the file as it was migrated is put back instead, which takes no time.
    """
    with django_db_blocker.unblock():
        migrated = _copied(connections["default"])
    flush, patch = Command.handle, pytest.MonkeyPatch()

    def handle(self, **options):
        connection = connections[options["database"]]
        if migrated:
            connection.ensure_connection()
            migrated.backup(connection.connection)
            return None
        lift(connection, GUARDED)
        ledger_guard.lift(connection)
        try:
            return flush(self, **options)
        finally:
            guard(connection, GUARDED)
            ledger_guard.guard(connection)

    patch.setattr(Command, "handle", handle)
    yield
    patch.undo()


def _copied(connection) -> sqlite3.Connection | None:
    if connection.vendor != "sqlite":
        return None
    connection.ensure_connection()
    copy = sqlite3.connect(":memory:", check_same_thread=False)
    connection.connection.backup(copy)
    return copy


@pytest.fixture(autouse=True)
def _english():
    """Services speak English in tests; pages choose by the cookie, as for everybody."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="module")
def once(django_db_setup, django_db_blocker):
    """Return a maker of what several tests begin with: ``with once(make) as made``.

    It is made in a transaction of its own, which is taken back at the end; what each test does
    meanwhile is taken back as ever. Not beside tests with transactions of their own.
    """

    @contextmanager
    def made_once(make):
        with django_db_blocker.unblock(), translation.override("en"):
            around = transaction.atomic()
            around.__enter__()
            made = make()
        yield made
        with django_db_blocker.unblock():
            transaction.set_rollback(True)
            around.__exit__(None, None, None)

    return made_once


@pytest.fixture(autouse=True)
def _nothing_counted():
    """What was counted against the limits in one test does not bear on the next."""
    cache.clear()


@pytest.fixture
def person_with(db):
    """Return a maker of people: ``person_with(Role.HANDLER, unit)`` has that role in that unit."""

    def make(role, organization=None, **facts):
        unit = {"organization": organization} if organization else {}
        people = {f"user__{name}": value for name, value in facts.items()}
        return MembershipFactory(role=role, **unit, **people).user

    return make


@pytest.fixture
def signed_in():
    """Return a maker of browsers in which the given person has logged in."""

    def make(user, language="en"):
        client = Client()
        client.force_login(user)
        client.cookies["django_language"] = language
        return client

    return make


@pytest.fixture(autouse=True)
def _calendar_and_rules_stay(request):
    """A test with transactions of its own empties every table; calendar and rules are put back."""
    if connections["default"].vendor == "sqlite":
        return
    marker = request.node.get_closest_marker("django_db")
    is_real = {"transactional_db", "live_server"}.intersection(request.fixturenames)
    if is_real or (marker and marker.kwargs.get("transaction")):
        request.getfixturevalue("transactional_db")
        calendar_seed(actor=SYSTEM)
        rules_seed()


@pytest.fixture(scope="session")
def chromium():
    """The path of the system's Chromium; without one, browser tests are skipped, but not in CI."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if not found and os.environ.get("CI") == "true":
        pytest.fail("No Chromium on this machine: run script/browser.")
    return found or pytest.skip("no Chromium on this machine: run script/browser")
