"""What if: past days under other time limits or another ladder. It reads only."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from core.access import require
from issues.forms.what_if import WhatIfForm
from issues.models import WhatIfRun
from issues.selectors.what_if import MOST_AT_ONCE, Outcome, deadlines_tried, what_if
from issues.selectors.what_if_kept import outcome_of, trial_of
from issues.selectors.what_if_names import posts_named, stages_named, tried_named, units_named
from issues.services.what_if import what_if_start

MANAGE = "issues.policy_manage"
SHOWN = 30
RUNS_SHOWN = 5


@require_GET
def what_if_page(request):
    require(request.user, MANAGE)
    form = WhatIfForm(request.GET or None)
    context = {"form": form, "most": MOST_AT_ONCE, "runs": WhatIfRun.objects.all()[:RUNS_SHOWN]}
    if form.is_valid():
        if deadlines_tried(form.trial.since, form.trial.before).count() > MOST_AT_ONCE:
            context["is_for_a_job"] = True
        else:
            context |= _figures(what_if(form.trial))
    return render(request, "issues/what_if.html", context)


@require_POST
def what_if_begin(request):
    """Have it played by a worker; one follows it on a page of its own."""
    require(request.user, MANAGE)
    form = WhatIfForm(request.POST)
    if not form.is_valid():
        return render(request, "issues/what_if.html", {"form": form, "most": MOST_AT_ONCE})
    return redirect("issues:what_if_run", what_if_start(actor=request.user, trial=form.trial).pk)


@require_GET
def what_if_run(request, pk: int):
    require(request.user, MANAGE)
    run = get_object_or_404(WhatIfRun, pk=pk)
    trial = trial_of(run.trial)
    context = {"run": run, "trial": trial, "lengths": tried_named(trial)}
    if run.outcome:
        context |= _figures(outcome_of(run.outcome))
    return render(request, "issues/what_if_run.html", context)


@require_GET
def what_if_progress(request, pk: int):
    """The progress piece; once it is over it asks the browser to load the page anew."""
    require(request.user, MANAGE)
    run = get_object_or_404(WhatIfRun, pk=pk)
    url = reverse("issues:what_if_progress", args=[pk])
    response = render(request, "components/progress.html", {"job": run, "url": url})
    if not run.is_underway:
        response["HX-Refresh"] = "true"
    return response


def _figures(outcome: Outcome) -> dict:
    units, posts = units_named(outcome), posts_named(outcome)
    return {
        "total": outcome.total,
        "stages": stages_named(outcome),
        "units": units[:SHOWN],
        "units_more": len(units[SHOWN:]),
        "posts": posts[:SHOWN],
        "posts_more": len(posts[SHOWN:]),
    }
