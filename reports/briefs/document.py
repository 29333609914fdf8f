"""The Word document of a brief: the template, filled with the facts that were kept."""

import io
from datetime import datetime
from zipfile import BadZipFile

from django.utils import timezone
from django.utils.translation import gettext as _
from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from core.archives import steady
from core.errors import NotSo
from reports.briefs.charts import Chart, ChartPlace
from reports.briefs.template import PLACEHOLDERS, SAMPLE
from reports.rates import ON_TIME

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def brief_written(file, *, template: bytes, facts: dict, at: datetime) -> None:
    """Write the document into ``file``; the same template and facts give the same bytes.

    Raises NotSo where the template cannot be filled in, with what is wrong.
    """
    made = io.BytesIO()
    document = DocxTemplate(io.BytesIO(template))
    document.init_docx()
    try:
        document.render(_context(document, facts, at), _environment())
    except TemplateError as error:
        raise _broken(error) from error
    document.save(made)
    steady(made, file, at=at)


def template_check(content: bytes) -> None:
    """Raise NotSo unless the template can be filled in and names only what there is."""
    try:
        names = DocxTemplate(io.BytesIO(content)).get_undeclared_template_variables(_environment())
    except TemplateError as error:
        raise _broken(error) from error
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise NotSo(_("This is not a Word document. Save it in Word as .docx.")) from error
    unknown = "、".join(sorted(names - set(PLACEHOLDERS)))
    if unknown:
        raise NotSo(_("The template names what there is not: %(names)s") % {"names": unknown})
    brief_written(io.BytesIO(), template=content, facts=SAMPLE, at=timezone.now())


def _environment() -> SandboxedEnvironment:
    """Of a template that somebody brings, nothing but its words is let in."""
    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


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
