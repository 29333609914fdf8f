from celery import shared_task

from core import leftovers


@shared_task
def leftovers_remove() -> dict[str, int]:
    """Take away what was uploaded and never used, each night; a missed night is made up for."""
    return leftovers.leftovers_remove()
