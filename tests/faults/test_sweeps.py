"""Whatever happens to a worker, the queue or the clock: every step once, counted again by hand.

The short form; ``script/faults --kills 300`` is the long one (docs/reliability.md).
"""

import os
import random
from collections import Counter
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from enterprises.models import Enterprise, ImportJob
from enterprises.services import import_confirm, import_start, imports
from enterprises.tasks import import_jobs_resume
from organizations.roles import Role
from tests.enterprises.shared import csv_file
from tests.faults import world
from tests.faults.broker import Broker
from tests.faults.runs import (
    Killed,
    Nursery,
    clock_set_back,
    days_without_a_worker,
    moments,
    queue_lost,
    several_at_once,
)

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True), pytest.mark.each_database]
SINCE, DAYS = date(2026, 3, 2), 20


def url_of_this_database() -> str:
    facts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{facts['NAME']}"
    place = f"{facts['HOST']}:{facts['PORT'] or 5432}"
    return f"postgres://{facts['USER']}:{facts['PASSWORD']}@{place}/{facts['NAME']}"


@pytest.fixture
def nursery(transactional_db):
    nursery = Nursery(url_of_this_database(), settings.VAR_DIR)
    yield nursery
    nursery.close()


@pytest.fixture
def broker(transactional_db):
    broker = Broker(url_of_this_database(), os.environ.get("REDIS_URL", ""))
    yield broker
    broker.close()


def test_killed_doubled_stopped_and_set_back_every_step_is_taken_exactly_once(nursery, broker):
    """Forward through the weeks of one district, from one trouble to the next."""
    world.build(cases=40, since=SINCE, days=DAYS)
    weeks, rng = moments(SINCE, DAYS), random.Random(7)
    figures = Killed(nursery, rng).run(weeks[4:16:3], kills=12)
    assert figures["killed"] >= 6
    assert several_at_once(nursery, weeks[17:26:4], rng)
    clock_set_back(nursery, weeks[28])
    assert len(days_without_a_worker(nursery, weeks[28], 3)) == 4
    assert queue_lost(broker, hints=10)["steps taken by one hint"] > 0


def test_an_import_killed_again_and_again_is_picked_up_and_done_once(
    nursery, person_with, monkeypatch
):
    """The worker dies again and again; after some silence the next one takes the row over."""
    office = person_with(Role.VISIT_OFFICE)
    monkeypatch.setattr(imports, "hint", lambda *hinted: None)
    rows = [[f"第{n}机械厂"] for n in range(60)]
    job = import_start(actor=office, file=csv_file(["企业名称"], *rows))
    for waits_for, statements in (("is_ready", (3, 9)), ("is_applied", (4, 12))):
        for statement in statements:
            assert nursery.run({"call": "import", "with": job.pk, "statement": statement}) == [-9]
            import_jobs_resume()
            job.refresh_from_db()
            assert job.is_underway, "taken over although the worker has not been silent for long"
            ImportJob.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=3))
        import_jobs_resume()
        job.refresh_from_db()
        assert getattr(job, waits_for)
        if job.is_ready:
            import_confirm(actor=office, job=job)
    names = Counter(Enterprise.objects.values_list("name", flat=True))
    assert names == Counter(name for (name,) in rows)
