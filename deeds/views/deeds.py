"""The register of deeds, one of them, and proposing one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.access import has_permission, is_allowed, require
from core.answers import file_answer, list_answer
from core.errors import DomainError
from core.filters import conditions_told
from core.office import Maker
from core.paging import KeysetPage, capped_count
from core.refusals import refused_beside
from deeds import services
from deeds.access import can_accept
from deeds.filters import DeedFilter
from deeds.forms import DeedForm
from deeds.models import Deed, DeedPhoto
from deeds.selectors import deeds as selectors
from deeds.views.shown import buttons_of, files_of
from deeds.workbooks import deeds_table
from deeds.workflow import DEED_WORKFLOW, KEEP

ORDERS = {
    "ends": ("ends_on", "id"),
    "-ends": ("-ends_on", "-id"),
    "unit": ("organization_id", "-id"),
    "-unit": ("-organization_id", "-id"),
    "-id": ("-id",),
}


@require_GET
def home(request):
    """Where the menu leads: the register, or the wall for whoever sees no deeds."""
    sees_deeds = has_permission(request.user, Deed.view_permission)
    return redirect("deeds:deed_list" if sees_deeds else "deeds:wish_wall")


@require_GET
def deed_list(request):
    require(request.user, Deed.view_permission)
    found = _filtered(request)
    order = ORDERS.get(request.GET.get("sort"), ORDERS["-id"])
    context = {
        "filter": found,
        "page": KeysetPage.of(request, found.qs, order=order),
        "count": capped_count(found.qs),
        "may_keep": has_permission(request.user, KEEP),
    }
    return render(request, "deeds/deed_list.html", context)


@require_GET
def deed_workbook(request):
    """The register as the address filters it, the soonest due first."""
    require(request.user, Deed.view_permission)
    found, maker = _filtered(request), Maker.of(request.user)
    table = deeds_table(
        deeds=found.qs.order_by(*ORDERS["ends"]),
        filtered_by="；".join(conditions_told(found)),
        maker=maker,
    )
    return list_answer(table, _("Register of practical deeds"), maker=maker)


def _filtered(request) -> DeedFilter:
    queryset = selectors.deeds_listed(user=request.user)
    return DeedFilter(request.GET, queryset=queryset, request=request)


@require_http_methods(["GET", "POST"])
def deed_new(request):
    require(request.user, KEEP)
    initial = {"organization": request.GET.get("organization"), "responsible": request.user}
    initial["starts_on"] = timezone.localdate()
    form = DeedForm(request.POST or None, user=request.user, initial=initial)
    if form.is_valid():
        try:
            deed = services.deed_propose(actor=request.user, **form.cleaned_data)
        except DomainError as refusal:
            refused_beside(form, refusal)
        else:
            messages.success(request, _("Written down. It is begun when the head agrees."))
            return redirect(deed)
    context = {"form": form, "cancel_url": reverse("deeds:deed_list")}
    return render(request, "deeds/deed_form.html", context)


@require_GET
def deed_detail(request, pk: int):
    deeds = selectors.with_facts(Deed.objects.visible_to(request.user))
    deed = get_object_or_404(deeds.select_related("proposed_by", "handed_in_by"), pk=pk)
    moves = buttons_of(request.user, deed, DEED_WORKFLOW, "deeds:deed_step", besides={"send_back"})
    if not can_accept(request.user, deed):
        moves = [move for move in moves if move["name"] != "accept"]
    entries = selectors.entries_of(deed=deed)
    for entry in entries:
        entry.files = files_of(entry.photos.all(), "deeds:deed_photo", deed)
    context = {
        "deed": deed,
        "moves": moves,
        "entries": entries,
        "acceptances": deed.acceptances.select_related("acceptor", "acceptor_unit", "visit"),
        "sees_enterprise": deed.enterprise_id and _sees(request.user, deed.enterprise),
    }
    return render(request, "deeds/deed_detail.html", context)


def _sees(user, enterprise) -> bool:
    return is_allowed(user, enterprise.view_permission, enterprise)


@require_GET
def deed_photo(request, pk: int, stored):
    """A photo of a deed, to whoever sees the deed."""
    deed = get_object_or_404(Deed.objects.visible_to(request.user), pk=pk)
    photos = DeedPhoto.objects.select_related("stored")
    photo = get_object_or_404(photos, entry__deed=deed, stored=stored)
    return file_answer(request, photo.stored, of=deed)
