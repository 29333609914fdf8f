from celery import shared_task

from issues.services import catch_all, ladder, reminders, shifting, what_if


@shared_task
def deadlines_sweep():
    """Each minute: the database says what is due; a sweep that is missed is caught up by the next."""
    return ladder.deadlines_sweep()


@shared_task
def handlers_remind() -> int:
    """Several times an hour: who is late is read from the database, and told once."""
    return reminders.handlers_remind()


@shared_task
def unowned_fall():
    """Each hour: what nobody dispatched falls to its town or the catch-all unit."""
    return catch_all.unowned_fall()


@shared_task
def deadlines_keep() -> int:
    """Each night: mend dates that a change of the calendar has just missed."""
    return shifting.deadlines_keep()


@shared_task
def what_if_run(pk: int) -> None:
    """Play a what-if; nothing if another worker has it."""
    what_if.what_if_run(pk=pk)


@shared_task
def what_ifs_resume() -> None:
    """Each minute: pick up the what-ifs whose worker never came, or died."""
    what_if.what_ifs_resume()
