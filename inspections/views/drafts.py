"""Writing check-lists: a list is begun, its draft changed, taken from a workbook, published."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import require
from core.answers import workbook_answer
from core.errors import DomainError, NotYou
from core.office import Maker
from core.refusals import refused_beside
from inspections.access import fields_managed
from inspections.forms.checklists import ITEM_ROWS, DraftForm, ImportForm, ListForm, PublishForm
from inspections.models import CheckListVersion
from inspections.services import checklists as services
from inspections.views.lists import version_visible
from inspections.workbooks import items_read, version_workbook
from inspections.workflow import LIST_MANAGE


@require_http_methods(["GET", "POST"])
def list_new(request):
    require(request.user, LIST_MANAGE)
    fields = fields_managed(request.user)
    if not fields:
        raise NotYou(_("Your unit oversees no field; its check-lists are kept by others."))
    form = ListForm(request.POST or None, fields=fields)
    if form.is_valid():
        try:
            version = services.list_add(actor=request.user, **form.cleaned_data)
        except DomainError as refusal:
            refused_beside(form, refusal)
        else:
            return redirect("inspections:draft", version.pk)
    context = {"form": form, "cancel_url": reverse("inspections:list_list")}
    return render(request, "inspections/list_form.html", context)


@require_POST
def draft_open(request, pk: int):
    version = version_visible(request, pk)
    draft = services.draft_open(actor=request.user, check_list=version.check_list)
    return redirect("inspections:draft", draft.pk)


def _draft(request, pk: int) -> CheckListVersion:
    version = version_visible(request, pk)
    require(request.user, LIST_MANAGE, version.check_list)
    return version


@require_http_methods(["GET", "POST"])
def draft(request, pk: int):
    version = _draft(request, pk)
    form = DraftForm(request.POST or None, instance=get_object_or_404(CheckListVersion, pk=pk))
    rows = ITEM_ROWS(request.POST or None, queryset=version.items.order_by("place"))
    if all([form.is_valid(), request.method == "GET" or rows.is_valid()]) and form.is_bound:
        try:
            services.draft_save(
                actor=request.user, version=version, items=rows.entries(), **form.cleaned_data
            )
        except DomainError as refusal:
            _refused(form, rows, refusal)
        else:
            messages.success(request, _("The draft is saved; nobody inspects by it yet."))
            return redirect("inspections:list_detail", pk)
    context = {
        "form": form,
        "rows": rows,
        "version": version,
        "cancel_url": reverse("inspections:list_detail", args=[pk]),
    }
    return render(request, "inspections/draft.html", context)


def _refused(form: DraftForm, rows, refusal: DomainError) -> None:
    """What is about an item is said on top: rows change their places as they are put in order."""
    fields = refusal.fields or {"": refusal.message}
    for name, sentence in fields.items():
        place = name.split("-")[1] if name.startswith("items-") else ""
        told = str(sentence or refusal.message)
        if place:
            told = _("Item %(number)d: %(told)s") % {"number": int(place) + 1, "told": told}
        form.add_error(name if name in form.fields else None, told)


@require_http_methods(["GET", "POST"])
def draft_import(request, pk: int):
    version = _draft(request, pk)
    form = ImportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            items = items_read(form.cleaned_data["file"])
            services.draft_save(
                actor=request.user,
                version=version,
                name=version.name,
                trade=version.trade,
                items=items,
            )
        except DomainError as refusal:
            for told in _in_rows(refusal):
                form.add_error("file", told)
        else:
            messages.success(request, _("%(number)d items taken over.") % {"number": len(items)})
            return redirect("inspections:list_detail", pk)
    context = {
        "form": form,
        "version": version,
        "cancel_url": reverse("inspections:list_detail", args=[pk]),
    }
    return render(request, "inspections/draft_import.html", context)


def _in_rows(refusal: DomainError) -> list[str]:
    """What is wrong with which item of the file, in the order of the file."""
    told = [
        _("Item %(number)d: %(told)s") % {"number": int(name.split("-")[1]) + 1, "told": sentence}
        for name, sentence in refusal.fields.items()
        if name.startswith("items-")
    ]
    return told or [str(refusal.message)]


@require_http_methods(["GET", "POST"])
def version_publish(request, pk: int):
    version = _draft(request, pk)
    form = PublishForm(request.POST or None)
    if form.is_valid():
        try:
            services.version_publish(actor=request.user, version=version, **form.cleaned_data)
        except DomainError as refusal:
            refused_beside(form, refusal)
        else:
            messages.success(request, _("Published: inspections go by this version from now on."))
            return redirect("inspections:list_detail", pk)
    context = {
        "form": form,
        "version": version,
        "cancel_url": reverse("inspections:list_detail", args=[pk]),
    }
    return render(request, "inspections/publish.html", context)


@require_POST
def version_withdraw(request, pk: int):
    services.version_withdraw(actor=request.user, version=version_visible(request, pk))
    messages.success(request, _("Out of use. What was inspected by it still shows it."))
    return redirect("inspections:list_detail", pk)


@require_POST
def draft_discard(request, pk: int):
    services.draft_discard(actor=request.user, version=version_visible(request, pk))
    messages.success(request, _("The draft is thrown away."))
    return redirect("inspections:list_list")


@require_GET
def workbook(request, pk: int):
    version = version_visible(request, pk)
    content = version_workbook(version, maker=Maker.of(request.user))
    return workbook_answer(content, version.name)
