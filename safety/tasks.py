from celery import shared_task
from django.utils import timezone

from safety.selectors.ledger import ledger_imports_waiting
from safety.services.acceptance import acceptances_sweep
from safety.services.inquiries import inquiries_sweep
from safety.services.ledger_in import ledger_run as run


@shared_task
def ledger_run(pk: int) -> None:
    """Check a ledger or take it over, whichever it waits for; nothing if another worker has it."""
    run(pk=pk)


@shared_task
def ledgers_resume() -> None:
    """Pick up the imports whose worker never came, or died."""
    for pk in ledger_imports_waiting(now=timezone.now()):
        run(pk=pk)


@shared_task
def hazards_sweep() -> dict:
    """Every ten minutes: what the dates and the rules ask for is read from the database."""
    return {"to_look_at": acceptances_sweep(), "looked_into": inquiries_sweep()}
