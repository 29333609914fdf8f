from celery import shared_task
from django.utils import timezone

from enterprises import selectors, services


@shared_task
def import_run(pk: int) -> None:
    """Check or apply an import, whichever it waits for; nothing if another worker has it."""
    services.import_run(pk=pk)


@shared_task
def import_jobs_resume() -> None:
    """Pick up the imports whose worker never came, or died."""
    for pk in selectors.imports_waiting(now=timezone.now()):
        services.import_run(pk=pk)
