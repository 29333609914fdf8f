"""Checks of the trail as jobs: asked for by an auditor, run by a worker, kept with what they found."""

from django.db import transaction
from django.utils.translation import gettext_lazy

from core.access import require
from core.audit import record
from core.jobs import hint, job_run, keep
from core.models import TrailCheck, TrailSeal
from core.trail.verifying import Finding, trail_walk

RUN_TASK = "core.tasks.trail_check_run"
HEADS_KEPT = 20
UNFINISHED = gettext_lazy("The check broke off. Ask the administrator.")


@transaction.atomic
def trail_check_start(*, actor) -> TrailCheck:
    """Ask for a walk over the whole trail; that it was asked for stands in the trail, too."""
    require(actor, "core.trail_view")
    last = TrailSeal.objects.order_by("-position").values_list("position", flat=True).first()
    check = TrailCheck.objects.create(created_by=actor, progress_total=last or 0)
    record(actor=actor, subject=check, action="trail_check")
    hint(RUN_TASK, check.pk)
    return check


def trail_check_run(*, pk: int) -> None:
    """Run a check that waits."""
    job_run(TrailCheck, pk, _walk, unfinished=UNFINISHED)


def _walk(check: TrailCheck) -> None:
    found = trail_walk(heads=heads_noted(), progress=lambda done: keep(check, progress_done=done))
    keep(check, **_outcome(found))


def heads_noted() -> list[tuple[int, str]]:
    """The heads of earlier checks that found the trail whole; the trail must still hold them."""
    whole = TrailCheck.objects.filter(state=TrailCheck.State.DONE, fault="", head_position__gt=0)
    return list(whole.order_by("-pk").values_list("head_position", "head_hash")[:HEADS_KEPT])


def _outcome(found: Finding) -> dict:
    fault = found.fault
    return {
        "state": TrailCheck.State.DONE,
        "progress_done": found.sealed,
        "head_position": found.sealed,
        "head_hash": found.head,
        "waiting": found.waiting,
        "fault": fault.kind if fault else "",
        "broken_position": fault.position if fault else None,
        "broken_entry": fault.entry_id if fault else None,
        "message": fault.in_words() if fault else "",
    }
