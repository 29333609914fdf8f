from celery import shared_task

from calendars.services import calendar_seed
from core.audit import SYSTEM


@shared_task
def calendar_keep() -> None:
    """Take over newly published years and add provisional ones, each night."""
    calendar_seed(actor=SYSTEM)
