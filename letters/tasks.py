from celery import shared_task
from django.utils import timezone

from core.jobs import waiting
from letters.models import Sending
from letters.services import reminders, sending


@shared_task
def sending_run(pk: int) -> None:
    """Send a letter to many; nothing if another worker has it."""
    sending.sending_run(pk=pk)


@shared_task
def sendings_resume() -> None:
    """Pick up the sendings whose worker never came, or died."""
    for pk in Sending.objects.filter(waiting(timezone.now())).values_list("pk", flat=True):
        sending.sending_run(pk=pk)


@shared_task
def letters_remind() -> int:
    """Several times an hour: what is due is read from the letters, and each reminds once."""
    return reminders.letters_remind()
