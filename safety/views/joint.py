"""Joint meetings: their list, the agenda of one, and what is decided item by item."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import has_permission, is_allowed, require
from core.errors import DomainError
from core.paging import KeysetPage
from safety.forms import joint as forms
from safety.models import AgendaItem, JointMeeting
from safety.selectors import joint as selectors
from safety.services import joint as services
from safety.views.lists import tabs_of
from safety.views.made import made


@require_GET
def listed(request):
    require(request.user, JointMeeting.view_permission)
    rows = selectors.meetings_listed(user=request.user)
    context = {
        "page": KeysetPage.of(request, rows, order=("-held_at", "-pk")),
        "may_convene": has_permission(request.user, services.MANAGE),
        "tabs": tabs_of(request, "safety:joint_meetings"),
    }
    return render(request, "safety/joint_meeting_list.html", context)


@require_http_methods(["GET", "POST"])
def create(request):
    require(request.user, services.MANAGE)
    form = forms.ConveneForm(request.POST or None)
    meeting = made(form, services.joint_meeting_convene, actor=request.user)
    if meeting:
        messages.success(request, _("The meeting is called, and the units are told."))
        return redirect(meeting)
    return render(request, "safety/joint_meeting_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
def detail(request, number: str):
    """The agenda; who manages the meeting adds to it here, and closes it by the minutes."""
    meeting = _meeting(request, number)
    may_manage = not meeting.is_over and is_allowed(request.user, services.MANAGE, meeting)
    form = forms.AddForm(request.POST or None, user=request.user)
    if request.method == "POST":
        require(request.user, services.MANAGE, meeting)
        if made(form, services.agenda_add, actor=request.user, meeting=meeting):
            return redirect(meeting)
    items = selectors.agenda_of(meeting, user=request.user)
    context = {
        "meeting": meeting,
        "items": items,
        "hidden": meeting.items.count() - len(items),
        "may_manage": may_manage,
        "form": form,
    }
    return render(request, "safety/joint_meeting.html", context)


@require_http_methods(["GET", "POST"])
def item_settle(request, number: str, pk: str, way: str):
    """Decide an item, or say why it is put off."""
    item = _item(request, number, pk)
    form_class, service, title = {
        "decide": (forms.DecideForm, services.agenda_decide, _("Write down the decision")),
        "put-off": (forms.PutOffForm, services.agenda_put_off, _("Put the item off")),
    }[way]
    require(request.user, services.MANAGE, item.joint_meeting)
    form = form_class(request.POST or None, initial={"seen_version": item.case.version})
    if made(form, service, actor=request.user, item=item):
        return redirect(item.joint_meeting)
    context = {"form": form, "title": title, "item": item}
    return render(request, "safety/agenda_item.html", context)


@require_POST
def item_change(request, number: str, pk: str, way: str):
    """Move an item up or down, or take it off the agenda."""
    item = _item(request, number, pk)
    require(request.user, services.MANAGE, item.joint_meeting)
    facts = {"actor": request.user, "meeting": item.joint_meeting, "item": item}
    try:
        if way == "remove":
            services.agenda_remove(**facts)
        else:
            services.agenda_move(**facts, by=-1 if way == "up" else 1)
    except DomainError as refusal:
        messages.warning(request, refusal.message)
    return redirect(item.joint_meeting)


@require_http_methods(["GET", "POST"])
def minute(request, number: str):
    meeting = _meeting(request, number)
    require(request.user, services.MANAGE, meeting)
    form = forms.MinutesForm(request.POST or None)
    if made(form, services.joint_meeting_minute, actor=request.user, meeting=meeting):
        messages.success(request, _("The minutes are recorded."))
        return redirect(meeting)
    context = {"form": form, "title": _("Record the minutes"), "meeting": meeting}
    return render(request, "safety/joint_meeting_form.html", context)


def _meeting(request, number: str) -> JointMeeting:
    rows = JointMeeting.objects.visible_to(request.user)
    rows = rows.select_related("chair", "convened_by", "minuted_by").prefetch_related("units")
    return get_object_or_404(rows, number=number)


def _item(request, number: str, pk: str) -> AgendaItem:
    """An item whose hazard this person may see."""
    items = selectors.agenda_of(_meeting(request, number), user=request.user)
    item = next((one for one in items if one.pk == int(pk)), None)
    if item is None:
        raise Http404
    return item
