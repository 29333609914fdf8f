"""What gives or takes points: in force, earlier, and a new version."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.access import has_permission, require
from core.refusals import acted
from points.forms.ledger import RuleForm
from points.models import PointsRule
from points.selectors.rules import rule_in_force, rules_in_force, rules_past
from points.services.rules import points_rule_replace
from points.workflow import RANKING, RULED_CAUSES, RULES, Cause


@require_GET
def rule_list(request):
    require(request.user, RANKING)
    context = {
        "rules": rules_in_force(),
        "past": rules_past(),
        "may_change": has_permission(request.user, RULES),
    }
    return render(request, "points/rule_list.html", context)


@require_http_methods(["GET", "POST"])
def rule_change(request, cause: str):
    require(request.user, RULES)
    if cause not in RULED_CAUSES:
        raise Http404
    rule = rule_in_force(cause)
    initial = {"points": rule.points, "cap": rule.cap} if rule else {}
    form = RuleForm(request.POST or None, initial=initial)
    seen = _seen(request, rule)
    if made := acted(form, points_rule_replace, actor=request.user, cause=cause, seen=seen):
        facts = {"cause": Cause(cause).label, "version": made.version}
        messages.success(request, _("“%(cause)s” is in force, version %(version)s.") % facts)
        return redirect("points:rule_list")
    context = {
        "form": form,
        "rule": rule,
        "cause": Cause(cause),
        "cancel_url": reverse("points:rule_list"),
    }
    return render(request, "points/rule_form.html", context)


def _seen(request, rule: PointsRule | None) -> PointsRule | None:
    """The version that stood on the page that was sent."""
    if request.method == "GET":
        return rule
    key = request.POST.get("seen", "")
    return PointsRule.objects.filter(pk=key).first() if key.isdecimal() else None
