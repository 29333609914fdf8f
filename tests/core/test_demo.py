"""The two commands of a new user: it starts, answers, and ends without leaving anything behind."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from runpy import run_path

import pytest
from django.db import connection

from tests.architecture.tree import ROOT

pytestmark = pytest.mark.one_database

SECONDS = 120


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def place(tmp_path):
    """Where the demonstration lives; its database is migrated already, where that was done once."""
    if made := os.environ.get("MIGRATED_FILE"):
        shutil.copy(made, tmp_path / "db.sqlite3")
    return tmp_path


def serve(port, place):
    environment = {
        key: value
        for key, value in os.environ.items()
        if key not in {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"}
    }
    return subprocess.Popen(
        [
            sys.executable,
            "script/serve.py",
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
            "--scale",
            "small",
        ],
        cwd=ROOT,
        env={**environment, "VAR_DIR": str(place)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def answers(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/login/", timeout=5) as page:
            return "<html" in page.read().decode()
    except (urllib.error.URLError, OSError):
        return False


def using(place):
    """The processes that have ``place`` in their environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if str(place).encode() in (process / "environ").read_bytes():
                found.append(int(process.name))
        except OSError:
            continue
    return found


on_sqlite = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="the demonstration is on SQLite"
)
sees_processes = pytest.mark.skipif(
    not Path("/proc/self/environ").exists(), reason="needs /proc to look"
)


@pytest.mark.slow
@on_sqlite
@sees_processes
def test_it_starts_answers_and_leaves_nothing_behind(port, place):
    demo = serve(port, place)
    limit = time.monotonic() + SECONDS
    while not answers(port) and demo.poll() is None and time.monotonic() < limit:
        time.sleep(0.5)
    came_up = answers(port)
    running = using(place)
    demo.send_signal(signal.SIGINT)
    told, _ = demo.communicate(timeout=60)
    assert came_up, told
    assert len(running) >= 5, "supervisor, web server, its worker, Celery worker, beat"
    assert demo.returncode == 0
    assert using(place) == []


@pytest.mark.slow
@on_sqlite
@sees_processes
def test_told_to_stop_while_it_loads_it_leaves_nothing_behind(port, place):
    demo = serve(port, place)
    line = next(line for line in demo.stdout if "%" in line)
    demo.send_signal(signal.SIGINT)
    demo.communicate(timeout=60)
    assert "0%" in line
    assert demo.returncode == 0
    assert using(place) == []


def test_a_command_that_does_not_exist_fails(monkeypatch, tmp_path, capfd):
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    script = run_path(str(ROOT / "script/serve.py"))
    with pytest.raises(SystemExit, match="no_such_command failed"):
        script["_manage"]({}, "no_such_command")
    assert "no_such_command" in capfd.readouterr().err


def test_a_port_in_use_is_said_clearly(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        demo = serve(taken.getsockname()[1], tmp_path)
        told, _ = demo.communicate(timeout=30)
    assert demo.returncode == 1
    assert "is in use" in told
    assert "Traceback" not in told
