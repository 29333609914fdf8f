from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from core.access import has_permission, is_allowed, require
from core.addresses import public_address
from core.answers import file_answer
from core.models import StoredFile
from core.paging import KeysetPage, capped_count
from core.templatetags.times import time_in_words
from inspections.filters import InspectionFilter
from inspections.models import Inspection, JudgementPhoto, SignaturePhoto
from inspections.selectors import inspections as selectors
from inspections.workflow import INSPECT, REPORT_WORKFLOW
from visits.access import PLAN
from visits.models import VisitPhoto

NEWEST = ("-visit__visited_at", "-id")


@require_GET
def inspection_list(request):
    require(request.user, Inspection.view_permission)
    queryset = selectors.inspections_listed(user=request.user)
    found = InspectionFilter(request.GET, queryset=queryset, request=request)
    context = {
        "filter": found,
        "page": KeysetPage.of(request, found.qs, order=("-id",)),
        "count": capped_count(found.qs),
        "may_inspect": has_permission(request.user, INSPECT),
        "may_plan": has_permission(request.user, PLAN),
    }
    return render(request, "inspections/list.html", context)


def visible_or_404(request, number: str) -> Inspection:
    inspections = selectors.with_facts(Inspection.objects.visible_to(request.user))
    return get_object_or_404(inspections.select_related("signature__recorded_by"), number=number)


@require_GET
def inspection_detail(request, number: str):
    inspection = visible_or_404(request, number)
    visible = selectors.cases_visible(user=request.user, inspection=inspection)
    lists = selectors.lists_of(inspection)
    for judgement in (row for _one, sections in lists for part in sections for row in part.rows):
        judgement.files = [_file(inspection, one.stored) for one in _photos(judgement)]
        judgement.is_open = bool(judgement.finding and judgement.finding.case_id in visible)
    signature = getattr(inspection, "signature", None)
    open_moves = {move.name for move in REPORT_WORKFLOW.moves_open(inspection)}
    may_hand = is_allowed(request.user, INSPECT, inspection.visit.enterprise)
    context = {
        "inspection": inspection,
        "visit": inspection.visit,
        "people": list(inspection.visit.participants.order_by("id")),
        "lists": lists,
        "moves": open_moves if may_hand else set(),
        "signature": signature,
        "signed_files": [
            _file(inspection, one.stored)
            for one in (signature.photos.select_related("stored") if signature else ())
        ],
        **_link_told(request, inspection),
        "sees_visit": type(inspection.visit)
        .objects.visible_to(request.user)
        .filter(pk=inspection.visit_id)
        .exists(),
    }
    return render(request, "inspections/detail.html", context)


def _link_told(request, inspection: Inspection) -> dict:
    link = selectors.link_in_force(inspection)
    address = public_address(request, link.path) if link and link.token else ""
    return {
        "link": link,
        "link_address": address,
        "link_state": link.state_at(timezone.now()) if link else "",
    }


def _photos(judgement) -> list:
    return list(judgement.finding.photos.all() if judgement.finding else judgement.photos.all())


def _file(inspection: Inspection, stored: StoredFile) -> dict:
    """As ``components/files.html`` takes it."""
    url = reverse("inspections:photo", args=[inspection.number, stored.pk])
    return {
        "url": url,
        "thumb_url": f"{url}?size=small",
        "name": stored.name,
        "size": stored.size,
        "is_photo": True,
        "note": time_in_words(stored.taken_at) if stored.taken_at else "",
    }


@require_GET
def inspection_photo(request, number: str, pk):
    """A photo of an item, of a hazard found, or of the signed report, to who sees the inspection."""
    inspection = get_object_or_404(Inspection.objects.visible_to(request.user), number=number)
    of_it = (
        JudgementPhoto.objects.filter(judgement__inspected__inspection=inspection),
        SignaturePhoto.objects.filter(signature__inspection=inspection),
        VisitPhoto.objects.filter(visit=inspection.visit_id),
    )
    keys = [
        stored
        for rows in of_it
        for stored in rows.filter(stored=pk).values_list("stored", flat=True)
    ]
    stored = get_object_or_404(StoredFile, pk__in=keys)
    return file_answer(request, stored, of=inspection)
