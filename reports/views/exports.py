import tempfile

from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.services.exports import BROWSER_ROWS_MOST, lists_export

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def lists_export_view(request):
    """The four lists as the address filters them, as one workbook."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- the response closes it once it is sent
    lists_export(actor=request.user, params=request.GET, file=file, most=BROWSER_ROWS_MOST)
    file.seek(0)
    name = _("Four lists %(time)s.xlsx") % {"time": timezone.localtime().strftime("%Y-%m-%d %H%M")}
    return FileResponse(file, as_attachment=True, filename=name, content_type=EXCEL)
