"""The queue itself, with a real worker: the folder, or Redis where the tests run on it."""

import os
import signal
import subprocess
import sys
import time

import pytest
from celery import Celery
from django.conf import settings

from tests.architecture.tree import ROOT

SECONDS = 40
TASKS = """
import pathlib
from config.celery import app

@app.task(name="tests.touch")
def touch(path):
    pathlib.Path(path).touch()
"""


@pytest.fixture
def queue(tmp_path):
    """A queue of its own, so that nobody else's worker takes what is sent here."""
    return f"tests-{os.getpid()}-{tmp_path.name}"


@pytest.fixture
def worker(tmp_path, queue):
    (tmp_path / "touching.py").write_text(TASKS)
    for name in ("queue", "queue-control"):
        (settings.VAR_DIR / name).mkdir(exist_ok=True)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "PYTHONPATH": f"{tmp_path}:{ROOT}",
    }
    process = subprocess.Popen(
        [
            *[sys.executable, "-m", "celery", "-A", "config", "worker", "--pool", "solo"],
            *["--include", "touching", "--queues", queue, "--hostname", f"{queue}@here"],
        ],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield process
    if process.poll() is None:
        process.kill()
        process.wait()


def wait_for(path):
    limit = time.monotonic() + SECONDS
    while not path.exists() and time.monotonic() < limit:
        time.sleep(0.1)
    return path.exists()


def test_a_worker_takes_what_was_sent_and_ends_when_told(worker, queue, tmp_path):
    sender = Celery(broker=settings.CELERY_BROKER_URL)
    sender.conf.broker_transport_options = getattr(settings, "CELERY_BROKER_TRANSPORT_OPTIONS", {})
    sender.send_task("tests.touch", [str(tmp_path / "done")], queue=queue)
    assert wait_for(tmp_path / "done")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(SECONDS) == 0
