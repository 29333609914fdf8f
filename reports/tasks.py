from celery import shared_task

from reports.services import tallies


@shared_task
def tallies_fold() -> int:
    """Each minute: add up what was entered; one that is missed is caught up by the next."""
    return tallies.tallies_fold()
