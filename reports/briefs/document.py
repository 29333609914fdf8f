"""The Word document of a brief: the template, filled with the facts that were kept."""

import io
from datetime import datetime
from zipfile import BadZipFile, ZipFile

from django.utils import timezone
from django.utils.translation import gettext as _
from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment, SecurityError

from core.archives import is_bomb, steady
from core.errors import NotSo
from reports.briefs.charts import Chart, ChartPlace
from reports.briefs.template import PLACEHOLDERS, SAMPLE
from reports.rates import ON_TIME

MAX_UNPACKED_BYTES = 50 * 1024 * 1024
MAX_PARTS = 500
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def brief_written(file, *, template: bytes, facts: dict, at: datetime) -> None:
    """Write the document into ``file``; the same template and facts give the same bytes.

    Raises NotSo where the template cannot be filled in, with what is wrong.
    """
    made = io.BytesIO()
    document = DocxTemplate(io.BytesIO(template))
    document.init_docx()
    try:
        document.render(_context(document, facts, at), _Environment())
    except TemplateError as error:
        raise _broken(error) from error
    document.save(made)
    steady(made, file, at=at)


def template_check(content: bytes) -> None:
    """Raise NotSo unless the template can be filled in and names only what there is."""
    _guard(content)
    try:
        names = DocxTemplate(io.BytesIO(content)).get_undeclared_template_variables(_Environment())
    except TemplateError as error:
        raise _broken(error) from error
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise _no_word() from error
    unknown = "、".join(sorted(names - set(PLACEHOLDERS)))
    if unknown:
        raise NotSo(_("The template names what there is not: %(names)s") % {"names": unknown})
    brief_written(io.BytesIO(), template=content, facts=SAMPLE, at=timezone.now())


def _guard(content: bytes) -> None:
    """Refuse what is no archive, and what would unpack to more than any template does."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            is_too_much = is_bomb(archive, parts=MAX_PARTS, unpacked=MAX_UNPACKED_BYTES)
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _no_word() from error
    if is_too_much:
        raise NotSo(
            _(
                "This document would unpack to more than 50 MB and was not opened. Take its pictures "
                "out, or begin from the template in use."
            )
        )


def _no_word() -> NotSo:
    return NotSo(_("This is not a Word document. Save it in Word as .docx."))


class _Environment(SandboxedEnvironment):
    """Of a template that somebody brings, nothing but its words is let in: no sums, no endless text."""

    intercepted_binops = frozenset({"*", "**"})

    def __init__(self):
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals.clear()

    def call_binop(self, context, operator, left, right):
        raise SecurityError(_("“%(sign)s” has no place in it") % {"sign": operator})


def _broken(error: TemplateError) -> NotSo:
    return NotSo(
        _("The template cannot be filled in: %(why)s. Take the default one and change that.")
        % {"why": error.message}
    )


def _context(document: DocxTemplate, facts: dict, at: datetime) -> dict:
    trend = Chart(_("Rates by month, in percent"), **facts["trend"])
    groups = []
    for number, group in enumerate(facts["groups"], 2):
        rows = group["rows"]
        series = [(str(ON_TIME.label), [row["value"] for row in rows])]
        bars = Chart(group["title"], [row["name"] for row in rows], series, is_bars=True)
        place = ChartPlace(document.docx, bars, number=number, at=at) if rows else ""
        groups.append(group | {"chart": place})
    return facts | {
        "groups": groups,
        "trend_chart": ChartPlace(document.docx, trend, number=1, at=at),
    }
