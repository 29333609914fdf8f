"""A kept file as an answer: opened in place where that is safe, and shown to nobody in between."""

import tempfile

from django.db.models import Model
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.http import content_disposition_header

from core.audit import record_read
from core.models import StoredFile
from core.office import CONTENT_TYPE as EXCEL
from core.office import Maker, Table, tables_written
from core.uploads import thumbnail_of

INLINE_TYPES = ("image/jpeg", "image/png", "image/webp", "application/pdf")
FILE_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'"


def file_answer(request, stored: StoredFile, *, of: Model) -> HttpResponseBase:
    """The file, a photo also as a small picture (``?size=small``); the caller has checked who asks.

    ``of`` is what the file belongs to: that somebody read it in full stands in the trail.
    """
    if request.GET.get("size") == "small" and stored.is_photo:
        response = HttpResponse(thumbnail_of(stored), content_type="image/jpeg")
    else:
        record_read(actor=request.user, of=of, stored=stored)
        response = FileResponse(stored.file.open("rb"), content_type=stored.content_type)
    is_inline = stored.content_type in INLINE_TYPES
    return guarded(response, stored.name, is_inline=is_inline)


def guarded(response: HttpResponseBase, name: str, *, is_inline: bool) -> HttpResponseBase:
    """The answer under a policy of its own, which runs nothing."""
    response["Content-Disposition"] = content_disposition_header(not is_inline, name)
    response["Content-Security-Policy"] = FILE_POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=300"
    return response


def workbook_answer(content: bytes, name: str) -> HttpResponse:
    """A small workbook to be kept."""
    headers = {"Content-Disposition": content_disposition_header(True, f"{name}.xlsx")}
    return HttpResponse(content, content_type=EXCEL, headers=headers)


def list_answer(table: Table, name: str, *, maker: Maker) -> FileResponse:
    """A list of however many rows as a workbook, its name ending with the day.

    It is written row by row into a file, so that a long one takes no more memory than a short one.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- the response closes it once it is sent
    tables_written(file, [table], now=maker.now)
    file.seek(0)
    named = f"{name} {timezone.localtime(maker.now):%Y-%m-%d}.xlsx"
    return FileResponse(file, as_attachment=True, filename=named, content_type=EXCEL)
