from celery import shared_task

from issues.services import ladder


@shared_task
def deadlines_sweep():
    """Each minute: the database says what is due; a sweep that is missed is caught up by the next."""
    return ladder.deadlines_sweep()
