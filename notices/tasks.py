from celery import shared_task

from notices import services
from notices.services import sending


@shared_task
def notices_deliver() -> int:
    """Deliver what is due in the application; each minute, any number of workers."""
    return services.notices_deliver()


@shared_task
def deliveries_send() -> dict[str, int]:
    """Send what is due by e-mail and chat; each minute, any number of workers."""
    return sending.deliveries_send()
