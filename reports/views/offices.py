"""How an office wants its files: the template of its briefs and when they come, the columns of its lists."""

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import require
from core.errors import NotSo
from organizations.models import Organization
from reports.access_kept import SCHEDULES, TAKING, TEMPLATES, office_of
from reports.briefs.template import PLACEHOLDERS
from reports.forms_kept import ColumnsFormSet, ScheduleForm, TemplateForm
from reports.models import BRIEFS, BriefTemplate, ColumnSet
from reports.selectors.schedules import period_next, schedules_in_force
from reports.services.briefs import brief_template_drop, brief_template_set, template_in_use
from reports.services.columns import columns_reset, columns_set
from reports.services.schedules import brief_schedule_set

_AT_THIS_TIME = gettext_lazy("From now on the brief is made at this time.")
_BY_HAND = gettext_lazy("From now on the brief is made by hand only.")


@require_http_methods(["GET", "POST"])
def brief_templates(request):
    """Which templates the briefs have, what may stand in one, and a new one."""
    require(request.user, TEMPLATES)
    form = TemplateForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            brief_template_set(actor=request.user, **form.cleaned_data)
        except NotSo as refusal:
            form.add_error("upload", str(refusal.message))
        else:
            messages.success(request, _("The template is in use from now on."))
            return redirect("reports:brief_templates")
    own = {one.kind: one for one in BriefTemplate.objects.filter(is_current=True)}
    context = {
        "form": form,
        "templates": [(kind, own.get(kind)) for kind in BRIEFS],
        "placeholders": PLACEHOLDERS,
    }
    return render(
        request, "reports/brief_templates.html", context, status=422 if form.errors else 200
    )


@require_GET
def brief_template_file(request, kind: str):
    """The template in use, to be changed in Word."""
    require(request.user, TEMPLATES)
    if kind not in BRIEFS:
        raise Http404
    stored = template_in_use(kind)
    name = f"{dict(BriefTemplate._meta.get_field('kind').choices)[kind]}.docx"
    return FileResponse(stored.file.open("rb"), as_attachment=True, filename=name)


@require_POST
def brief_template_drop_view(request, kind: str):
    brief_template_drop(actor=request.user, kind=kind)
    messages.success(request, _("The default template is in use again."))
    return redirect("reports:brief_templates")


@require_http_methods(["GET", "POST"])
def brief_schedules(request):
    """When each brief is made by itself; one is set at a time."""
    require(request.user, SCHEDULES)
    sent, now = request.POST.get("kind"), timezone.now()
    forms = [
        ScheduleForm(request.POST if one.kind == sent else None, schedule=one)
        for one in schedules_in_force()
    ]
    for form in forms:
        if form.is_bound and form.is_valid():
            kind = form.schedule.kind
            brief_schedule_set(actor=request.user, kind=kind, **form.cleaned_data)
            is_on = form.cleaned_data["is_on"]
            messages.success(request, _AT_THIS_TIME if is_on else _BY_HAND)
            return redirect("reports:brief_schedules")
    told = [(form, period_next(form.schedule, now)) for form in forms]
    context = {
        "schedules": [(form, period, form.schedule.ready_at(period)) for form, period in told],
    }
    status = 422 if any(form.errors for form in forms) else 200
    return render(request, "reports/brief_schedules.html", context, status=status)


@require_http_methods(["GET", "POST"])
def columns(request, kind: str):
    """Which columns of a list the person's office takes away, in which order, headed how."""
    require(request.user, TAKING)
    if kind not in ColumnSet.List.values:
        raise Http404
    lines = ColumnsFormSet.of(kind, request.user, request.POST or None)
    if lines.is_bound and lines.is_valid():
        try:
            columns_set(actor=request.user, kind=kind, columns=lines.chosen)
        except NotSo as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("From now on the lists have these columns."))
            return redirect("reports:columns", kind)
    context = {
        "lines": lines,
        "kind": kind,
        "kinds": ColumnSet.List.choices,
        "office": Organization.objects.get(pk=office_of(request.user)),
    }
    status = 422 if lines.is_bound else 200
    return render(request, "reports/columns.html", context, status=status)


@require_POST
def columns_reset_view(request, kind: str):
    columns_reset(actor=request.user, kind=kind)
    messages.success(request, _("The lists have all their columns again."))
    return redirect("reports:columns", kind)
