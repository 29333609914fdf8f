from celery import shared_task

from reports.services import briefs, reports, tallies


@shared_task
def tallies_fold() -> int:
    """Each minute: add up what was entered; one that is missed is caught up by the next."""
    return tallies.tallies_fold()


@shared_task
def report_run(pk: int) -> None:
    """Make a report; nothing if another worker has it."""
    reports.report_run(pk=pk)


@shared_task
def reports_resume() -> None:
    """Each minute: pick up the reports whose worker never came, or died."""
    reports.reports_resume()


@shared_task
def report_files_expire() -> int:
    """Each hour: let go of files whose link ran out."""
    return reports.files_expire()


@shared_task
def briefs_make() -> int:
    """Every ten minutes: which weekly and monthly briefs are missing is read from the database."""
    return briefs.briefs_make()
