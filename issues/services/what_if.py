"""A what-if about many deadlines, as a job: the page says how far it is, and keeps what came out."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from core.access import require
from core.audit import record
from core.jobs import hint, job_run, keep, waiting
from issues.models import WhatIfRun
from issues.selectors.what_if import Trial, deadlines_tried, what_if
from issues.selectors.what_if_kept import outcome_kept, trial_kept, trial_of

MANAGE = "issues.policy_manage"
RUN_TASK = "issues.tasks.what_if_run"

UNFINISHED = gettext_lazy(
    "It could not be played to its end. Nothing was changed; please play it again."
)


def what_if_start(*, actor, trial: Trial) -> WhatIfRun:
    """Have the trial played; it changes no date, no slip and no notice."""
    require(actor, MANAGE)
    with transaction.atomic():
        run = WhatIfRun.objects.create(
            created_by=actor,
            trial=trial_kept(trial),
            progress_total=deadlines_tried(trial.since, trial.before).count(),
        )
        record(actor=actor, subject=run, action="what_if_start")
        hint(RUN_TASK, run.pk)
    return run


def what_if_run(*, pk: int) -> WhatIfRun | None:
    """Play it, if it still waits. Safe to call at any time, by anybody, again and again."""
    return job_run(WhatIfRun, pk, _play, unfinished=UNFINISHED)


def what_ifs_resume() -> None:
    """Play those whose worker never came, or died."""
    for pk in WhatIfRun.objects.filter(waiting(timezone.now())).values_list("pk", flat=True):
        what_if_run(pk=pk)


def _play(run: WhatIfRun) -> None:
    trial = trial_of(run.trial)
    outcome = what_if(trial, told=lambda done: keep(run, progress_done=done))
    keep(run, state=WhatIfRun.State.DONE, outcome=outcome_kept(outcome))
