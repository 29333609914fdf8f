from celery import shared_task

from notices import services


@shared_task
def notices_deliver() -> int:
    """Deliver what is due in the outbox; each minute, any number of workers."""
    return services.notices_deliver()
