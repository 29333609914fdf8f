from celery import shared_task

from deeds.services import reminders


@shared_task
def deeds_remind() -> int:
    """Several times an hour: what is due or late is read from the rows, and told once."""
    return reminders.deeds_remind()
