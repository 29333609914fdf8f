from celery import shared_task

from points.services import booking


@shared_task
def points_book() -> int:
    """Several times an hour: what happened and is not booked yet; several at once take turns."""
    return booking.entries_book()
