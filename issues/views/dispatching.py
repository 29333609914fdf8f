"""The office's dispatching: a selection at once, the rules that propose, the record of returns."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from core.access import has_permission, require
from issues.forms.bulk import BulkDispatchForm
from issues.forms.rules import DispatchRuleForm
from issues.models import DispatchRule
from issues.selectors.returns import returns_by_dispatcher, returns_by_unit, returns_listed
from issues.services.dispatch_rules import MANAGE


@require_http_methods(["GET", "POST"])
def bulk_dispatch(request):
    """The selection with a proposal for each; then what became of each."""
    require(request.user, "issues.case_dispatch")
    sent = request.POST if request.method == "POST" else request.GET
    form = BulkDispatchForm(request.POST or None, user=request.user, numbers=sent.getlist("number"))
    if not form.is_valid():
        return render(request, "issues/bulk_dispatch.html", {"form": form})
    done = form.perform()
    refused = [one for one in done if one.refusal]
    count = len(done) - len(refused)
    messages.success(
        request, ngettext("%(n)d case dispatched.", "%(n)d cases dispatched.", count) % {"n": count}
    )
    if not refused:
        return redirect("issues:case_list")
    return render(request, "issues/bulk_done.html", {"done": done, "refused": refused})


@require_GET
def rule_list(request):
    require(request.user, MANAGE)
    rules = DispatchRule.objects.select_related("category", "town", "lead", "proposed_category")
    return render(request, "issues/rule_list.html", {"rules": rules.order_by("-is_active", "id")})


@require_http_methods(["GET", "POST"])
def rule_edit(request, pk: int | None = None):
    require(request.user, MANAGE)
    rule = get_object_or_404(DispatchRule, pk=pk) if pk else None
    form = DispatchRuleForm(request.POST or None, instance=rule)
    if form.is_valid():
        form.perform(actor=request.user)
        messages.success(request, _("The rule is in force for cases to be dispatched from now on."))
        return redirect("issues:rule_list")
    return render(request, "issues/rule_form.html", {"form": form, "rule": rule})


@require_GET
def return_list(request):
    """Who returned what, who was right, and on whose record a wrong dispatch counts."""
    require(request.user, "issues.returns_view")
    context = {
        "by_dispatcher": returns_by_dispatcher(),
        "by_unit": returns_by_unit(),
        "rows": returns_listed(),
        "may_manage": has_permission(request.user, MANAGE),
    }
    return render(request, "issues/return_list.html", context)
