"""The ledger: its entries, one of them, and what people enter, correct, object to and decide."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.access import has_permission, is_allowed, require
from core.answers import file_answer
from core.paging import KeysetPage, capped_count
from core.refusals import acted
from points.filters import EntryFilter
from points.forms.ledger import AppealForm, CorrectForm, DecideForm, EntryForm
from points.models import Appeal, Entry
from points.selectors.entries import cause_address, entries_listed, files_of
from points.services.appeals import appeal_decide, appeal_make
from points.services.ledger import entry_correct, entry_make
from points.workflow import APPEAL, BY_HAND, DECIDE, VIEW, Cause


@require_GET
def entry_list(request):
    require(request.user, VIEW)
    rows = entries_listed(user=request.user)
    found = EntryFilter(request.GET, queryset=rows, request=request)
    context = {
        "filter": found,
        "page": KeysetPage.of(request, found.qs, order=("-id",)),
        "count": capped_count(found.qs),
        "may_make": has_permission(request.user, BY_HAND),
    }
    return render(request, "points/entry_list.html", context)


def _entry(request, pk: int) -> Entry:
    rows = Entry.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("unit", "case", "rule", "by", "counters"), pk=pk)


@require_GET
def entry_detail(request, pk: int):
    entry, user = _entry(request, pk), request.user
    appeal = Appeal.objects.select_related("made_by", "decided_by").filter(entry=entry).first()
    counter = Entry.objects.filter(counters=entry).select_related("by").first()
    may_counter = entry.cause != Cause.COUNTER and entry.points and counter is None
    context = {
        "entry": entry,
        "appeal": appeal,
        "counter": counter,
        "cause_url": cause_address(user=user, entry=entry),
        "files": files_of(entry, entry.files),
        "appeal_files": files_of(entry, appeal.files) if appeal else [],
        "may_appeal": may_counter and not appeal and is_allowed(user, APPEAL, entry),
        "may_correct": may_counter and has_permission(user, BY_HAND),
        "may_decide": appeal and appeal.waits and _may_decide(user, appeal),
    }
    return render(request, "points/entry_detail.html", context)


def _may_decide(user, appeal: Appeal) -> bool:
    return appeal.made_by_id != user.pk and is_allowed(user, DECIDE, appeal)


@require_GET
def entry_file(request, pk: int, stored):
    """A file of an entry or of the appeal against it, to whoever sees the entry."""
    entry = _entry(request, pk)
    found = entry.files.filter(stored=stored).first()
    if found is None:
        found = get_object_or_404(entry.appeal.files, stored=stored)
    return file_answer(request, found.stored, of=entry)


@require_http_methods(["GET", "POST"])
def entry_new(request):
    require(request.user, BY_HAND)
    form = EntryForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and (made := acted(form, entry_make, actor=request.user)):
        messages.success(request, _("Entered. The head of the unit has been told."))
        return redirect(made)
    context = {"form": form, "cancel_url": reverse("points:entry_list")}
    return render(request, "points/entry_form.html", context)


@require_http_methods(["GET", "POST"])
def entry_change(request, pk: int):
    """Put it right: by a counter entry, for the entry itself stays."""
    entry = _entry(request, pk)
    require(request.user, BY_HAND)
    form = CorrectForm(request.POST or None)
    if acted(form, entry_correct, actor=request.user, entry=entry):
        messages.success(request, _("Put right by a counter entry."))
        return redirect(entry)
    return _step(request, entry, form, "correct")


@require_http_methods(["GET", "POST"])
def entry_appeal(request, pk: int):
    entry = _entry(request, pk)
    require(request.user, APPEAL, entry)
    form = AppealForm(request.POST or None, request.FILES or None, user=request.user)
    if acted(form, appeal_make, actor=request.user, entry=entry):
        messages.success(request, _("Your appeal is made. The visit office has been told."))
        return redirect(entry)
    return _step(request, entry, form, "appeal")


@require_http_methods(["GET", "POST"])
def appeal_decision(request, pk: int):
    entry = _entry(request, pk)
    appeal = get_object_or_404(Appeal.objects.select_related("made_by"), entry=entry)
    require(request.user, DECIDE, appeal)
    form = DecideForm(request.POST or None)
    if acted(form, appeal_decide, actor=request.user, appeal=appeal):
        messages.success(request, _("Decided. The unit has been told."))
        return redirect(entry)
    return _step(request, entry, form, "decide", appeal=appeal)


def _step(request, entry: Entry, form, step: str, **more):
    context = {"entry": entry, "form": form, "step": step, "cancel_url": entry.get_absolute_url()}
    return render(request, "points/entry_step.html", context | more)
