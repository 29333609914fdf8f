"""The ledger of hazards (台账): its page, and the workbook of what it shows."""

import tempfile

from django.http import FileResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.access import has_permission, require
from core.filters import conditions_told
from core.office import CONTENT_TYPE
from core.paging import KeysetPage, capped_count
from issues.models import Case
from safety.filters import HazardFilter, RecordFilter, records_beside
from safety.models import LedgerRecord
from safety.selectors.ledger import records_listed, records_visible
from safety.services.ledger_in import IMPORT
from safety.services.ledger_out import EXPORT, ledger_export
from safety.views.lists import frame, light_up


@require_GET
def ledger(request):
    require(request.user, Case.view_permission)
    found = HazardFilter(request.GET, user=request.user)
    page = KeysetPage.of(request, found.qs, order=found.order)
    light_up(page.rows, found.now)
    counts = found.counts()
    current = request.GET.get("state", "")
    context = {
        "filter": found,
        "page": page,
        "counts": counts,
        "counts_param": "state",
        "counts_current": current,
        "count": next((one["count"] for one in counts if one["value"] == current), None),
        "before": capped_count(records_beside(request.GET, user=request.user).qs),
        "may_see_before": has_permission(request.user, LedgerRecord.view_permission),
        "may_export": has_permission(request.user, EXPORT),
        "may_import": has_permission(request.user, IMPORT),
        **frame(request, "safety:ledger"),
    }
    return render(request, "safety/ledger.html", context)


@require_GET
def ledger_book(request):
    """The ledger as the address filters and sorts it, as a workbook."""
    found = HazardFilter(request.GET, user=request.user)
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- the response closes it once it is sent
    ledger_export(
        actor=request.user,
        hazards=found.ordered,
        records=records_beside(request.GET, user=request.user).qs,
        filtered_by="；".join(conditions_told(found)),
        query=request.GET.urlencode(),
        file=file,
    )
    file.seek(0)
    name = _("Ledger of hazards %(time)s.xlsx") % {
        "time": timezone.localtime().strftime("%Y-%m-%d %H%M")
    }
    return FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPE)


@require_GET
def records(request):
    """What was done before it was taken over: history, counted apart from the hazards."""
    require(request.user, LedgerRecord.view_permission)
    found = RecordFilter(request.GET, queryset=records_listed(user=request.user), request=request)
    context = {
        "filter": found,
        "page": KeysetPage.of(request, found.qs, order=("-found_on", "-id")),
        "count": capped_count(found.qs),
        "may_export": has_permission(request.user, EXPORT),
        "may_import": has_permission(request.user, IMPORT),
        **frame(request, "safety:records"),
    }
    return render(request, "safety/records.html", context)


@require_GET
def record(request, number: str):
    """One line of a ledger as it stood, and from which row of which file it came."""
    found = get_object_or_404(records_visible(user=request.user), number=number)
    cells = [
        (heading or "—", text) for heading, text in zip(found.job.header, found.cells, strict=False)
    ]
    return render(request, "safety/record.html", {"record": found, "cells": cells})
