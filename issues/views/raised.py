"""What enterprises raised by themselves: the office looks at it, and takes it up or not."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.access import is_allowed, require
from core.answers import file_answer
from core.errors import NotNow, NotSo
from core.models import StoredFile
from core.paging import KeysetPage
from issues.forms.base import refuse
from issues.forms.raised import NotTakeUpForm, TakeUpForm
from issues.models import RaisedDemand
from issues.selectors.raised import photos_of, raised_counts, raised_listed
from issues.services.raised import REVIEW
from issues.views.lists import tabs_of


@require_GET
def raised_list(request):
    require(request.user, RaisedDemand.view_permission)
    state = request.GET.get("state", RaisedDemand.State.WAITING)
    rows = raised_listed(user=request.user, state=state)
    context = {
        "page": KeysetPage.of(request, rows, order=("-id",)),
        "counts": raised_counts(user=request.user),
        "counts_param": "state",
        "counts_current": state,
        "tabs": tabs_of(request.user, "issues:raised_list"),
    }
    return render(request, "issues/raised_list.html", context)


@require_GET
def raised_detail(request, number: str):
    demand = _demand_or_404(request, number)
    context = {
        "demand": demand,
        "files": [_file(demand, stored) for stored in photos_of(demand)],
        "may_review": demand.is_waiting and is_allowed(request.user, REVIEW, demand),
    }
    return render(request, "issues/raised_detail.html", context)


def _file(demand: RaisedDemand, stored: StoredFile) -> dict:
    """A photo as components/files.html shows it."""
    url = reverse("issues:raised_photo", args=[demand.number, stored.pk])
    thumb_url = f"{url}?size=small"
    return {
        "url": url,
        "thumb_url": thumb_url,
        "name": stored.name,
        "size": stored.size,
        "is_photo": True,
    }


@require_http_methods(["GET", "POST"])
def raised_take_up(request, number: str):
    """Make a case of it, and go on to that."""
    initial = {"title": _demand_or_404(request, number).title}
    return _decided(request, number, TakeUpForm, initial, "issues/raised_take_up.html")


@require_http_methods(["GET", "POST"])
def raised_refuse(request, number: str):
    return _decided(request, number, NotTakeUpForm, None, "issues/raised_refuse.html")


def _decided(request, number: str, form_class, initial, template: str):
    demand = _demand_or_404(request, number)
    require(request.user, REVIEW, demand)
    form = form_class(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            case = form.perform(request.user, demand)
        except (NotNow, NotSo) as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Decided; the enterprise sees it by its code."))
            return redirect(case or "issues:raised_list")
    return render(request, template, {"form": form, "demand": demand})


@require_GET
def raised_photo(request, number: str, pk):
    demand = _demand_or_404(request, number)
    stored = get_object_or_404(photos_of(demand), pk=pk)
    return file_answer(request, stored, of=demand)


def _demand_or_404(request, number: str) -> RaisedDemand:
    rows = raised_listed(user=request.user).select_related("decided_by")
    return get_object_or_404(rows, number=number)
