"""The fault runs: each does something bad to the sweeps, then everything is counted again."""

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from calendars.selectors import load_calendar
from core.models import NumberSeries, TrailEntry
from issues.models import Deadline, Slip
from notices.models import Notice
from tests.architecture.tree import ROOT
from tests.faults.broker import SECONDS, Broker, stop, wait_until
from tests.faults.recount import Recount

ZONE = ZoneInfo("Asia/Shanghai")
STATEMENTS = 12
"""So many has a sweep with something due, besides BEGIN and COMMIT."""


class Nursery:
    """The process that makes processes; see tests/faults/nursery.py."""

    def __init__(self, database_url: str, var_dir):
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.nursery"],
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "config.settings.dev",
                "DATABASE_URL": database_url,
                "VAR_DIR": str(var_dir),
                "DEBUG": "0",
            },
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout.readline() == "ready\n"

    def run(self, *runs: dict) -> list[int]:
        """Let these begin at the same moment; how each ended: 0, 1 (an error), -9 (killed)."""
        self._process.stdin.write(json.dumps({"runs": runs}) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def sweep(self, at: datetime, **fate) -> int:
        return self.run(sweep_at(at, **fate))[0]

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait(SECONDS)


def sweep_at(at: datetime, **fate) -> dict:
    return {"call": "sweep", "with": at.isoformat(), **fate}


def moments(since: date, working_days: int) -> list[datetime]:
    """A minute after each opening and each close of business: whenever a step can fall."""
    calendar = load_calendar()
    days = [calendar.working_day(since, n) for n in range(working_days)]
    minute = timedelta(minutes=1)
    return [at + minute for day in days for at in (day.opens_at, day.closes_at)]


class Killed:
    """Sweeps killed at random moments and statements, again and again, over the weeks."""

    def __init__(self, nursery: Nursery, rng: random.Random):
        self.nursery, self.rng = nursery, rng
        self.figures, self.seconds = Counter(), 0.2

    def run(self, moments: list[datetime], kills: int) -> Counter:
        for place, at in enumerate(moments, start=1):
            while self.figures["killed"] < kills * place / len(moments) and _is_due(at):
                self._one(at)
            self._whole(at)
        return self.figures

    def _one(self, at: datetime) -> None:
        before = Slip.objects.count()
        if self.rng.random() < 0.5:
            fate = {"after": self.rng.uniform(0, self.seconds)}
        else:
            fate = {"statement": self.rng.randint(1, STATEMENTS), "done": self.rng.random() < 0.5}
        ended = self.nursery.sweep(at, **fate)
        assert ended in (0, -9)
        self.figures["killed" if ended else "done before the kill"] += 1
        if ended and Slip.objects.count() > before:
            self.figures["of these after the commit"] += 1

    def _whole(self, at: datetime) -> None:
        began = time.perf_counter()
        assert self.nursery.sweep(at) == 0
        self.seconds = time.perf_counter() - began
        self.figures["whole sweeps"] += 1
        counted_again(at)


def _is_due(at: datetime) -> bool:
    return Deadline.objects.filter(next_at__lte=at).exists()


def several_at_once(nursery: Nursery, moments: list[datetime], rng: random.Random) -> Counter:
    """Two, then four at the same moment; of the four, sometimes one is killed."""
    figures = Counter()
    for place, at in enumerate(moments):
        runs = [sweep_at(at) for _n in range(2 if place % 2 else 4)]
        if len(runs) == 4 and rng.random() < 0.5:
            runs[0] = sweep_at(at, after=rng.uniform(0, 0.1))
        ended = nursery.run(*runs)
        assert set(ended) <= {0, -9}, ended
        assert 0 in ended
        figures[f"{len(runs)} at once"] += 1
        counted_again(at)
    return figures


def clock_set_back(nursery: Nursery, at: datetime) -> None:
    """An hour earlier than the last sweep, and a day: nothing is taken back, nothing doubled."""
    assert nursery.sweep(at) == 0
    before = everything()
    for earlier in (timedelta(hours=1), timedelta(days=1)):
        assert nursery.sweep(at - earlier) == 0
        assert everything() == before
    counted_again(at)


def days_without_a_worker(nursery: Nursery, at: datetime, days: int) -> Counter:
    """Every step of the days, of whatever level, in the one sweep after them."""
    before = Slip.objects.count()
    later = load_calendar().working_day(at.astimezone(ZONE).date(), days)
    assert nursery.sweep(later.closes_at) == 0
    counted_again(later.closes_at)
    rows = Slip.objects.order_by("-id")[: Slip.objects.count() - before]
    return Counter(rows.values_list("level", flat=True)[: len(rows)])


def queue_lost(broker: Broker, hints: int = 30) -> Counter:
    """Hints without a worker, then no hints; one of the next minute's is enough for all."""
    before = Slip.objects.count()
    broker.send(hints)
    figures = Counter({"hints lost": broker.flush()})
    assert (broker.waiting(), Slip.objects.count()) == (0, before)
    worker = broker.worker()
    broker.send()
    assert wait_until(_all_is_taken)
    figures["steps taken by one hint"] = Slip.objects.count() - before
    broker.send(hints)
    assert wait_until(lambda: broker.waiting() == 0)
    assert stop(worker) == 0
    figures["hints sent again"] = hints
    counted_again(timezone.now())
    return figures


def _all_is_taken() -> bool:
    return not Recount(timezone.now()).faults()


def worker_killed(broker: Broker) -> None:
    """A worker dies within its sweep, which a lock of ours holds up, and its hints with it."""
    before = everything()
    with transaction.atomic():
        NumberSeries.objects.update(last=F("last"))
        worker = broker.worker()
        broker.send(5)
        assert wait_until(lambda: broker.queued() < 5)
        time.sleep(1)
        worker.kill()
        worker.wait()
    broker.flush()
    assert everything() == before
    compared.update({"recounts": 1, "slips compared": len(before[0])})


def totals() -> str:
    """What stands in the tables at the end."""
    slips, told = Slip.objects.count(), Notice.objects.filter(dedupe_key__startswith="slip:")
    trail = TrailEntry.objects.filter(action="slip").count()
    return f"{slips} slips, {trail} lines of the trail, {told.count()} notices"


def everything() -> list:
    """All that a sweep can write."""
    return [
        list(Slip.objects.order_by("id").values()),
        list(Deadline.objects.order_by("id").values("id", "level", "next_level", "next_at")),
        TrailEntry.objects.count(),
        Notice.objects.count(),
    ]


compared = Counter()
"""How often everything was counted again, and how many slips that were in all."""


def counted_again(at: datetime) -> None:
    """Compare every slip there is, and every one there ought to be; the first fault ends the run."""
    faults = Recount(at).faults()
    assert faults == [], faults[:10]
    compared.update({"recounts": 1, "slips compared": Slip.objects.count()})
