"""The time limits of the stages: which are in force, and a new version, seen before it is made."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import require
from core.errors import NotNow, NotSo
from issues.forms.base import refuse
from issues.forms.policy import PolicyForm
from issues.models import DeadlinePolicy
from issues.selectors.foresight import policy_foresee_withdrawn
from issues.selectors.policies import deadlines_counted_by, policies_in_force, policies_past
from issues.services.policies import policy_withdraw


@require_GET
def policy_list(request):
    require(request.user, "issues.policy_manage")
    policies, past = policies_in_force(), policies_past()
    running = deadlines_counted_by([*policies, *past])
    for policy in [*policies, *past]:
        policy.running = running[policy.pk]
    return render(request, "issues/policy_list.html", {"policies": policies, "past": past})


@require_http_methods(["GET", "POST"])
def policy_create(request):
    require(request.user, "issues.policy_manage")
    initial = {name: request.GET[name] for name in ("campaign",) if name in request.GET}
    form = PolicyForm(request.POST or None, user=request.user, initial=initial)
    return _decided(request, form)


@require_http_methods(["GET", "POST"])
def policy_change(request, pk: int):
    require(request.user, "issues.policy_manage")
    policy = get_object_or_404(DeadlinePolicy.objects.select_related("category", "campaign"), pk=pk)
    return _decided(request, PolicyForm(request.POST or None, user=request.user, policy=policy))


def _decided(request, form: PolicyForm):
    """First show what it would have meant for open cases; once that was seen, put it in force."""
    if form.is_valid():
        try:
            return _step(request, form)
        except (NotNow, NotSo) as refusal:
            refuse(form, refusal)
    return render(request, "issues/policy_form.html", {"form": form})


def _step(request, form: PolicyForm):
    if not form.cleaned_data["seen"]:
        context = {"form": form, "policy": form.draft, "foresight": form.foresee()}
        return render(request, "issues/policy_preview.html", context)
    policy = form.perform()
    facts = {"stage": policy.get_stage_display(), "version": policy.version}
    messages.success(request, _("“%(stage)s” is in force, version %(version)s.") % facts)
    return redirect("issues:policy_list")


@require_POST
def policy_withdrawn(request, pk: int):
    """The same two steps."""
    require(request.user, "issues.policy_manage")
    policy = get_object_or_404(DeadlinePolicy.objects.select_related("category", "campaign"), pk=pk)
    if "seen" not in request.POST:
        context = {"policy": policy, "foresight": policy_foresee_withdrawn(policy)}
        return render(request, "issues/policy_withdraw.html", context)
    policy_withdraw(actor=request.user, policy=policy)
    facts = {"stage": policy.get_stage_display(), "scope": policy.scope}
    messages.success(request, _("“%(stage)s” for %(scope)s is withdrawn.") % facts)
    return redirect("issues:policy_list")
