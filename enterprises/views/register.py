from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.access import has_permission, is_allowed, require
from core.errors import DomainError, Overtaken
from core.paging import KeysetPage, capped_count
from enterprises import selectors, services
from enterprises.filters import EnterpriseFilter
from enterprises.forms import EnterpriseForm
from enterprises.models import Enterprise, Segment

CHANGE = "enterprises.enterprise_change"
ORDERS = {"name": ("initials", "id"), "-name": ("-initials", "-id")}
NEWEST = ("-id",)


@require_GET
def enterprise_list(request):
    require(request.user, Enterprise.view_permission)
    queryset = selectors.enterprises_listed(user=request.user)
    found = EnterpriseFilter(request.GET, queryset=queryset, request=request)
    order = ORDERS.get(request.GET.get("sort"), NEWEST)
    context = {
        "filter": found,
        "page": KeysetPage.of(request, found.qs, order=order),
        "count": capped_count(found.qs),
        "may_change": has_permission(request.user, CHANGE),
        "may_segment": has_permission(request.user, Segment.view_permission),
        "may_import": has_permission(request.user, services.IMPORT),
    }
    return render(request, "enterprises/list.html", context)


@require_GET
def enterprise_detail(request, pk: int):
    enterprise = _visible_or_404(request, pk)
    may_change = is_allowed(request.user, CHANGE, enterprise)
    context = {"enterprise": enterprise, "may_change": may_change}
    return render(request, "enterprises/detail.html", context)


def _visible_or_404(request, pk: int) -> Enterprise:
    visible = Enterprise.objects.visible_to(request.user).select_related("town").defer("search")
    return get_object_or_404(visible, pk=pk)


@require_http_methods(["GET", "POST"])
def enterprise_create(request):
    require(request.user, CHANGE)
    return _edited(request, None, reverse("enterprises:list"))


@require_http_methods(["GET", "POST"])
def enterprise_change(request, pk: int):
    enterprise = changeable_or_404(request, pk)
    return _edited(request, enterprise, reverse("enterprises:detail", args=[pk]))


def _edited(request, enterprise: Enterprise | None, cancel_url: str):
    """Show the form, or save it; a refusal comes back beside what was typed."""
    form = EnterpriseForm(request.POST or None, instance=enterprise)
    if form.is_valid():
        try:
            saved = services.enterprise_save(
                actor=request.user,
                values=form.values,
                enterprise=enterprise,
                seen_at=form.cleaned_data["seen_at"],
            )
        except DomainError as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, _("“%s” is saved.") % saved)
            return redirect("enterprises:detail", saved.pk)
    context = {"form": form, "enterprise": enterprise, "cancel_url": cancel_url}
    return render(request, "enterprises/form.html", context, status=_status(form))


def _refuse(form, refusal: DomainError) -> None:
    for field, sentence in (refusal.fields or {None: refusal.message}).items():
        form.add_error(field, str(sentence))
    form.overtaken = isinstance(refusal, Overtaken)


def _status(form) -> int:
    return 409 if getattr(form, "overtaken", False) else 200


def changeable_or_404(request, pk: int) -> Enterprise:
    return get_object_or_404(Enterprise.objects.allowing(request.user, CHANGE), pk=pk)


@require_GET
def enterprise_lookup(request):
    """Enterprises for a field that finds as one types: two characters, or pinyin initials."""
    found = selectors.enterprise_search(user=request.user, words=request.GET.get("q", ""))
    results = [
        {
            "id": enterprise.pk,
            "text": enterprise.name,
            "hint": " ".join(
                filter(None, [enterprise.town and str(enterprise.town), enterprise.address])
            ),
        }
        for enterprise in found
    ]
    return JsonResponse({"results": results})
