import logging

from celery import shared_task
from django.utils import timezone

from core import leftovers
from core.jobs import waiting
from core.models import TrailCheck
from core.trail import checks, sealing, verifying

logger = logging.getLogger(__name__)


@shared_task
def leftovers_remove() -> dict[str, int]:
    """Take away what was uploaded and never used, each night; a missed night is made up for."""
    return leftovers.leftovers_remove()


@shared_task
def trail_seal() -> int:
    """Chain on what is new in the trail; each minute, several at once take turns."""
    return sealing.trail_seal()


@shared_task
def trail_verify() -> str:
    """Walk the whole trail each night; a fault is an error in the log, naming the row."""
    found = verifying.trail_walk(heads=checks.heads_noted())
    if found.fault:
        logger.error("The trail is broken: %s", found.fault.in_words())
    return f"{found.sealed}:{found.head}"


@shared_task
def trail_check_run(pk: int) -> None:
    """Run a check that an auditor asked for; nothing if another worker has it."""
    checks.trail_check_run(pk=pk)


@shared_task
def trail_checks_resume() -> None:
    """Pick up the checks whose worker never came, or died."""
    for pk in TrailCheck.objects.filter(waiting(timezone.now())).values_list("pk", flat=True):
        checks.trail_check_run(pk=pk)
