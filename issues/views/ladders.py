"""The ladders of supervision: which are in force for which cases, and a new version of one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import require
from core.errors import NotNow, NotSo
from issues.forms.base import refuse
from issues.forms.ladder import LadderForm
from issues.models import LadderPolicy
from issues.selectors.ladder import deadlines_running_on, ladders_in_force, ladders_past
from issues.services.ladders import ladder_withdraw


@require_GET
def ladder_list(request):
    require(request.user, "issues.policy_manage")
    ladders, past = ladders_in_force(), ladders_past()
    running = deadlines_running_on([*ladders, *past])
    for ladder in [*ladders, *past]:
        ladder.running = running.get(ladder.pk, 0)
    return render(request, "issues/ladder_list.html", {"ladders": ladders, "past": past})


@require_http_methods(["GET", "POST"])
def ladder_create(request):
    require(request.user, "issues.policy_manage")
    return _decided(request, LadderForm(request.POST or None, user=request.user))


@require_http_methods(["GET", "POST"])
def ladder_change(request, pk: int):
    require(request.user, "issues.policy_manage")
    ladder = get_object_or_404(LadderPolicy, pk=pk)
    return _decided(request, LadderForm(request.POST or None, user=request.user, ladder=ladder))


def _decided(request, form: LadderForm):
    if form.is_valid():
        try:
            ladder = form.perform()
        except (NotNow, NotSo) as refusal:
            refuse(form, refusal)
        else:
            facts = {"name": ladder.name, "version": ladder.version}
            messages.success(request, _("“%(name)s” is in force, version %(version)s.") % facts)
            return redirect("issues:ladder_list")
    return render(request, "issues/ladder_form.html", {"form": form})


@require_POST
def ladder_withdrawn(request, pk: int):
    require(request.user, "issues.policy_manage")
    ladder = get_object_or_404(LadderPolicy, pk=pk)
    ladder_withdraw(actor=request.user, ladder=ladder)
    messages.success(request, _("“%(name)s” is withdrawn.") % {"name": ladder.name})
    return redirect("issues:ladder_list")
