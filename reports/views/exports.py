import tempfile

from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from reports.services.exports import campaign_export, lists_counted, lists_export
from reports.services.reports import EXCEL
from reports.services.starting import campaign_report, is_large, lists_report
from visits.campaign_workbooks import campaign_rows_counted
from visits.models import Campaign


@require_http_methods(["GET", "POST"])
def lists_export_view(request):
    """The four lists as the address filters them: few rows at once, many after a word, as a report."""
    if request.method == "POST":
        return redirect(lists_report(actor=request.user, params=request.GET))
    rows = lists_counted(actor=request.user, params=request.GET)
    if is_large(rows):
        return render(request, "reports/export_large.html", {"rows": rows})
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- the response closes it once it is sent
    lists_export(actor=request.user, params=request.GET, file=file)
    file.seek(0)
    name = _("Four lists %(time)s.xlsx") % {"time": timezone.localtime().strftime("%Y-%m-%d %H%M")}
    return FileResponse(file, as_attachment=True, filename=name, content_type=EXCEL)


@require_http_methods(["GET", "POST"])
def campaign_export_view(request, pk: int):
    """A campaign's workbook, as far as this person sees it: at once, or a large one as a report."""
    campaign = get_object_or_404(Campaign.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        return redirect(campaign_report(actor=request.user, campaign=campaign))
    rows = campaign_rows_counted(campaign=campaign, user=request.user)
    if is_large(rows):
        return render(request, "reports/export_large.html", {"rows": rows})
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- the response closes it once it is sent
    campaign_export(actor=request.user, campaign=campaign, file=file)
    file.seek(0)
    facts = {"filename": f"{campaign.name}.xlsx", "content_type": EXCEL}
    return FileResponse(file, as_attachment=True, **facts)
