import tempfile

from django.contrib import messages
from django.http import FileResponse, Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import has_permission, is_allowed, require
from core.errors import DomainError, Overtaken
from core.filters import conditions_told
from core.office import CONTENT_TYPE
from core.paging import KeysetPage, capped_count
from core.refusals import refused_beside
from enterprises import selectors, services
from enterprises.filters import EnterpriseFilter
from enterprises.forms import EnterpriseForm
from enterprises.kinds import FACTS_OF_KIND
from enterprises.models import Enterprise, Segment

CHANGE = "enterprises.enterprise_change"
ORDERS = {"name": ("initials", "id"), "-name": ("-initials", "-id")}
NEWEST = ("-id",)


@require_GET
def enterprise_list(request):
    require(request.user, Enterprise.view_permission)
    found, order = _filtered(request)
    context = {
        "filter": found,
        "page": KeysetPage.of(request, found.qs, order=order),
        "count": capped_count(found.qs),
        "may_change": has_permission(request.user, CHANGE),
        "may_segment": has_permission(request.user, Segment.view_permission),
        "may_merge": has_permission(request.user, services.MERGE),
        "may_import": has_permission(request.user, services.IMPORT),
        "may_export": has_permission(request.user, services.EXPORT),
    }
    return render(request, "enterprises/list.html", context)


def _filtered(request) -> tuple[EnterpriseFilter, tuple[str, ...]]:
    queryset = selectors.enterprises_listed(user=request.user)
    found = EnterpriseFilter(request.GET, queryset=queryset, request=request)
    return found, ORDERS.get(request.GET.get("sort"), NEWEST)


@require_GET
def register_export(request):
    """The list as the address filters and sorts it, as a workbook."""
    found, order = _filtered(request)
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- the response closes it once it is sent
    services.register_export(
        actor=request.user,
        found=found.qs.order_by(*order),
        filtered_by="；".join(conditions_told(found)),
        query=request.GET.urlencode(),
        file=file,
    )
    file.seek(0)
    day = timezone.localtime().strftime("%Y-%m-%d %H%M")
    name = _("Register of visit targets %(time)s.xlsx") % {"time": day}
    return FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPE)


@require_GET
def enterprise_detail(request, pk: int):
    enterprise = selectors.enterprise_found(user=request.user, pk=pk)
    if enterprise is None:
        raise Http404
    if enterprise.pk != pk:
        messages.info(request, _("This address was another’s, which is the same as this one now."))
        return redirect("enterprises:detail", enterprise.pk)
    context = {
        "enterprise": enterprise,
        "may_change": is_allowed(request.user, CHANGE, enterprise),
        "may_merge": is_allowed(request.user, services.MERGE, enterprise),
        "history": selectors.history_of(enterprise),
        "taken_in": enterprise.taken_in.order_by("pk"),
        "facts": FACTS_OF_KIND[enterprise.kind],
    }
    return render(request, "enterprises/detail.html", context)


@require_http_methods(["GET", "POST"])
def enterprise_create(request):
    require(request.user, CHANGE)
    return _edited(request, None, reverse("enterprises:list"))


@require_http_methods(["GET", "POST"])
def enterprise_change(request, pk: int):
    enterprise = changeable_or_404(request, pk)
    return _edited(request, enterprise, reverse("enterprises:detail", args=[pk]))


@require_POST
def form_fields(request):
    """The fields of the kind just chosen, with what was typed so far; a piece of the form."""
    require(request.user, CHANGE)
    typed = request.POST.dict()
    boxes = {name: name in typed for name in ("is_key", "is_active")}
    form = EnterpriseForm(initial={**typed, **boxes})
    return render(request, "enterprises/form_fields.html", {"form": form})


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
    refused_beside(form, refusal)
    form.overtaken = isinstance(refusal, Overtaken)


def _status(form) -> int:
    return 409 if getattr(form, "overtaken", False) else 200


def changeable_or_404(request, pk: int) -> Enterprise:
    standing = Enterprise.objects.filter(merged_into__isnull=True)
    return get_object_or_404(standing.allowing(request.user, CHANGE), pk=pk)


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
