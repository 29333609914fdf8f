"""What if: past days under other time limits or another ladder. It reads only."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from core.access import require
from issues.forms.what_if import WhatIfForm
from issues.selectors.what_if import MOST_REPLAYED, Outcome, what_if
from issues.selectors.what_if_names import posts_named, stages_named, units_named

SHOWN = 30


@require_GET
def what_if_page(request):
    require(request.user, "issues.policy_manage")
    form = WhatIfForm(request.GET or None)
    context = {"form": form, "most": MOST_REPLAYED}
    if form.is_valid():
        outcome = what_if(form.trial)
        context |= _figures(outcome) if outcome else {"is_too_much": True}
    return render(request, "issues/what_if.html", context)


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
