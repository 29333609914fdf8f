from celery import shared_task
from django.utils import timezone

from core.jobs import waiting
from visits.models import TeamPlan
from visits.services import reminders
from visits.services.plan_work import plan_run as work_out


@shared_task
def plan_run(pk: int) -> None:
    """Work out a plan; nothing if another worker has it."""
    work_out(pk=pk)


@shared_task
def plans_resume() -> None:
    """Pick up the plans whose worker never came, or died."""
    for pk in TeamPlan.objects.filter(waiting(timezone.now())).values_list("pk", flat=True):
        work_out(pk=pk)


@shared_task
def planned_remind() -> int:
    """Several times an hour: who goes tomorrow is read from the plans, and told once."""
    return reminders.planned_remind()
