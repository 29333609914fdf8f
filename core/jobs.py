"""Long work as rows: who has it, whether they are still alive, and how it is picked up again."""

import logging
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

from celery import signature
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import override
from kombu.exceptions import OperationalError

from core.errors import DomainError, NotNow
from core.models import Job

SILENCE = timedelta(minutes=2)
"""A worker not heard of for so long counts as dead."""

MOST_ATTEMPTS = 3

logger = logging.getLogger(__name__)


class JobLostError(Exception):
    """Another worker has taken the job over; this one must stop without a trace."""


def hint(task: str, *args) -> None:
    """Ask for a task once this transaction is committed. Only a hint: the sweep finds the row."""

    def send():
        try:
            signature(task, args=args).delay()
        except (OperationalError, OSError):
            logger.warning("No broker for %s; the sweep will pick it up.", task)

    transaction.on_commit(send)


def waiting(now: datetime) -> Q:
    """The jobs to be picked up: queued, or running under a worker that fell silent."""
    return Q(state=Job.State.QUEUED) | Q(state=Job.State.RUNNING, heartbeat_at__lt=now - SILENCE)


def claim(job_class: type[Job], pk: int) -> Job | None:
    """Take a waiting job for this worker, or return None: two workers never get the same."""
    now, worker = timezone.now(), str(uuid.uuid4())
    taken = job_class.objects.filter(waiting(now), pk=pk).update(
        state=Job.State.RUNNING,
        worker=worker,
        heartbeat_at=now,
        attempts=F("attempts") + 1,
        progress_done=0,
    )
    return job_class.objects.get(pk=pk) if taken else None


def keep(job: Job, *, silent_for: timedelta = timedelta(0), **changes) -> None:
    """Write progress and a sign of life; JobLostError if the job is no longer this worker's.

    ``silent_for``: how long the work that comes cannot give one, before it counts as dead.
    """
    changes["heartbeat_at"] = timezone.now() + silent_for
    mine = type(job).objects.filter(pk=job.pk, worker=job.worker, state=Job.State.RUNNING)
    if not mine.update(**changes):
        raise JobLostError
    for name, value in changes.items():
        setattr(job, name, value)


def job_run(
    job_class: type[Job], pk: int, work: Callable[[Job], object], *, unfinished
) -> Job | None:
    """Do the work of a waiting job; None if another worker has it. Safe to call at any time.

    A refusal of the domain ends the job with its sentence; whatever else goes wrong, and an attempt
    too many, with ``unfinished``: a job that nothing ends would be picked up for ever.
    """
    job = claim(job_class, pk)
    if job is None:
        return None
    with override(settings.LANGUAGE_CODE):
        try:
            _work_once_more(job, work, unfinished)
        except JobLostError:
            return None
        except DomainError as refusal:
            keep(job, state=Job.State.FAILED, message=str(refusal.message))
        except Exception:
            logger.exception("%s %s failed", job_class.__name__, pk)
            keep(job, state=Job.State.FAILED, message=str(unfinished))
    return job


def _work_once_more(job: Job, work: Callable[[Job], object], unfinished) -> None:
    if job.attempts > MOST_ATTEMPTS:
        raise NotNow(unfinished)
    work(job)
