from celery import shared_task
from django.utils import timezone

from core.jobs import waiting
from measures.models import Grouping
from measures.services import group_work, telling
from measures.services.grouping import grouping_renew


@shared_task
def grouping_run(pk: int) -> None:
    """Search for common problems; nothing if another worker has it."""
    group_work.grouping_run(pk=pk)


@shared_task
def groupings_resume() -> None:
    """Pick up the searches whose worker never came, or died, and renew the weekly one."""
    grouping_renew()
    for pk in Grouping.objects.filter(waiting(timezone.now())).values_list("pk", flat=True):
        group_work.grouping_run(pk=pk)


@shared_task
def measures_remind() -> int:
    """Several times an hour: what is due is read from the measures, and each is told once."""
    return telling.measures_remind()
