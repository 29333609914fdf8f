from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import has_permission, require
from core.errors import DomainError
from core.paging import KeysetPage, capped_count
from core.refusals import refused_beside
from enterprises import selectors, services
from enterprises.forms import ConditionsForm, SegmentForm
from enterprises.models import Segment
from enterprises.services import SEGMENT_CHANGE

FIRST_ROWS = 5


@require_GET
def segment_list(request):
    require(request.user, Segment.view_permission)
    listed = selectors.segments_listed(user=request.user)
    page = KeysetPage.of(request, listed, order=("name", "id"))
    mine = Segment.objects.allowing(request.user, SEGMENT_CHANGE).values_list("pk", flat=True)
    selectors.segments_counted(user=request.user, segments=page.rows)
    told = selectors.segments_told([segment.conditions for segment in page.rows])
    for segment, words in zip(page.rows, told, strict=True):
        segment.told = words
    may_add = has_permission(request.user, SEGMENT_CHANGE)
    context = {"page": page, "changeable": set(mine), "may_add": may_add}
    return render(request, "enterprises/segment_list.html", context)


@require_http_methods(["GET", "POST"])
def segment_create(request):
    require(request.user, SEGMENT_CHANGE)
    return _edited(request, None)


@require_http_methods(["GET", "POST"])
def segment_change(request, pk: int):
    return _edited(request, _changeable_or_404(request, pk))


def _changeable_or_404(request, pk: int) -> Segment:
    return get_object_or_404(Segment.objects.allowing(request.user, SEGMENT_CHANGE), pk=pk)


def _edited(request, segment: Segment | None):
    kept = {"name": segment.name, **segment.conditions} if segment else {}
    form = SegmentForm(request.POST or None, initial=kept)
    if form.is_valid():
        try:
            saved = services.segment_save(
                actor=request.user,
                name=form.cleaned_data["name"],
                conditions=form.conditions,
                segment=segment,
            )
        except DomainError as refusal:
            refused_beside(form, refusal)
        else:
            messages.success(request, _("“%s” is saved.") % saved)
            return redirect("enterprises:segment_list")
    conditions = segment.conditions if segment else {}
    context = {"form": form, "segment": segment, **_met(request, conditions)}
    return render(request, "enterprises/segment_form.html", context)


@require_POST
def segment_preview(request):
    """How many the chosen conditions mean now, and the first of them; a piece of the page."""
    require(request.user, SEGMENT_CHANGE)
    form = ConditionsForm(request.POST)
    met = _met(request, form.conditions) if form.is_valid() else {"is_wrong": True}
    return render(request, "enterprises/segment_rows.html", met)


def _met(request, conditions: dict) -> dict:
    """The count and the first rows for the page; nothing chosen means nothing counted."""
    if not conditions:
        return {"is_open": True}
    meant = selectors.enterprises_meant(user=request.user, conditions=conditions)
    return {"count": capped_count(meant), "rows": meant.order_by("initials", "id")[:FIRST_ROWS]}


@require_POST
def segment_delete(request, pk: int):
    segment = _changeable_or_404(request, pk)
    services.segment_delete(actor=request.user, segment=segment)
    messages.success(request, _("“%s” is deleted. The enterprises stay as they are.") % segment)
    return redirect(reverse("enterprises:segment_list"))
