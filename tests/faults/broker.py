"""A queue of the test's own, real workers on it, and the ways to lose it."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import redis
from celery import Celery

from tests.architecture.tree import ROOT

SECONDS = 300
"""A worker on a machine that is busy with other things takes minutes to start."""
OWN_DATABASES = (13, 12, 11)
"""Numbers of Redis databases that may be emptied; only one that is empty is taken."""


class Broker:
    """Redis, where an address is given, else the folder; nobody else's messages are in it."""

    def __init__(self, database_url: str, redis_url: str = ""):
        self._place = tempfile.TemporaryDirectory(
            prefix="faults-queue-", ignore_cleanup_errors=True
        )
        self._database_url = database_url
        self._redis = _empty_database(redis_url) if redis_url else None
        self._workers: list[subprocess.Popen] = []
        for name in ("queue", "queue-control"):
            Path(self._place.name, name).mkdir()
        self._sender = Celery(broker=self._url or "filesystem://")
        if not self._url:
            folder = str(self._folder)
            options = {"data_folder_in": folder, "data_folder_out": folder}
            self._sender.conf.broker_transport_options = {
                **options,
                "control_folder": f"{folder}-control",
            }

    @property
    def kind(self) -> str:
        return "Redis" if self._redis else "the folder"

    @property
    def _url(self) -> str:
        return self._redis[1] if self._redis else ""

    @property
    def _folder(self) -> Path:
        return Path(self._place.name, "queue")

    def send(self, times: int = 1) -> None:
        """What beat sends each minute, so many times."""
        for _n in range(times):
            self._sender.send_task("issues.tasks.deadlines_sweep", ignore_result=True)

    def flush(self) -> int:
        """Lose every message; returns how many there were."""
        lost = self.waiting()
        if self._redis:
            self._redis[0].flushdb()
        else:
            for message in self._folder.iterdir():
                message.unlink(missing_ok=True)
        return lost

    def queued(self) -> int:
        """How many nobody has taken yet."""
        return self._redis[0].llen("celery") if self._redis else len(list(self._folder.iterdir()))

    def waiting(self) -> int:
        """How many are not done with: those in a worker's hands too."""
        return self.queued() + (self._redis[0].hlen("unacked") if self._redis else 0)

    def worker(self) -> subprocess.Popen:
        """Start a real worker on this queue and this database."""
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "DATABASE_URL": self._database_url,
            "REDIS_URL": self._url,
            "VAR_DIR": self._place.name,
        }
        program = [sys.executable, "-m", "celery", "-A", "config", "worker", "--pool", "solo"]
        process = subprocess.Popen(
            [*program, "--hostname", f"faults-{os.getpid()}-{len(self._workers)}@here"],
            env=environment,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._workers.append(process)
        return process

    def close(self) -> None:
        for process in self._workers:
            if process.poll() is None:
                process.kill()
                process.wait()
        self.flush()
        self._place.cleanup()


def stop(worker: subprocess.Popen) -> int:
    """Let it finish what it has, as a deployment does."""
    worker.send_signal(signal.SIGTERM)
    return worker.wait(SECONDS)


def wait_until(is_so: Callable[[], bool]) -> bool:
    limit = time.monotonic() + SECONDS
    while not is_so() and time.monotonic() < limit:
        time.sleep(0.1)
    return is_so()


def _empty_database(url: str) -> tuple[redis.Redis, str]:
    for number in OWN_DATABASES:
        own = urlsplit(url)._replace(path=f"/{number}").geturl()
        client = redis.Redis.from_url(own)
        if client.dbsize() == 0:
            return client, own
    raise RuntimeError(f"None of the Redis databases {OWN_DATABASES} is empty.")
