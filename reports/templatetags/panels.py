"""The cells of a panel as the page shows them."""

from datetime import timedelta
from functools import singledispatch
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from reports.selectors.frames import Frame
from reports.selectors.panels.panel import Change, Number, Part, Percent, Share
from reports.templatetags.figures import parts
from reports.templatetags.figures import percent as rate_percent

register = template.Library()
DASH = "—"


@register.simple_tag
def cell(frame: Frame, value) -> str:
    return _shown(value, frame)


@singledispatch
def _shown(value, frame: Frame):
    return DASH if value is None else value


@_shown.register
def _number(value: Number, frame: Frame):
    return linked(frame, value)


@_shown.register
def _share(value: Share, frame: Frame):
    figure = value.figure
    small = _("few cases: one more or less moves it a lot")
    mark = format_html('<abbr class="small-sample" title="{}">*</abbr>', small)
    return format_html(
        '<span class="rate-cell"><strong>{}</strong> {}{}</span>',
        rate_percent(figure),
        parts(frame, figure, value.where),
        mark if figure.is_small else "",
    )


@_shown.register(Part)
@_shown.register(Percent)
def _percent(value, frame: Frame):
    return DASH if value.percent is None else f"{number_format(value.percent, 1)}%"


@_shown.register
def _change(value: Change, frame: Frame):
    if value.value is None:
        return DASH
    arrow = "▲" if value.value > 0 else "▼" if value.value < 0 else "="
    unit = "" if value.in_points else "%"
    return format_html(
        '<span class="nowrap"><span aria-hidden="true">{}</span> {}{}{}</span>',
        arrow,
        "+" if value.value > 0 else "",
        number_format(value.value, 1),
        unit,
    )


@_shown.register
def _time(value: timedelta, frame: Frame):
    """Calendar days to one decimal; under a day, hours."""
    hours = value.total_seconds() / 3600
    if hours < 24:
        return _("%(hours)s h") % {"hours": number_format(hours, 1)}
    return _("%(days)s days") % {"days": number_format(hours / 24, 1)}


@register.simple_tag
def linked(frame: Frame, number: Number) -> str:
    """The number, opening its list where there is one to open."""
    if not number.value:
        return "0"
    asked = urlencode({**frame.address, **number.asked})
    address = reverse(f"reports:figure_{number.behind}")
    return format_html(
        '<a class="count-link" href="{0}?{1}" data-figure="{2}">{2}</a>',
        address,
        asked,
        number.value,
    )


@register.filter
def paired(line, panel):
    """Each cell of the line with the head of its column."""
    return zip(panel.heads, line.cells, strict=True)


@register.simple_tag
def told(value) -> str:
    """The cell without its lists, for a wall that nobody can press."""
    return value.value if isinstance(value, Number) else _shown(value, None)


@register.simple_tag
def bar(percent: float | None) -> str:
    """A bar as long as the percentage; the number stands beside it."""
    return format_html(
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="bar-whole" width="100" height="10"></rect>'
        '<rect class="bar-part" width="{}" height="10"></rect></svg>',
        f"{percent or 0:.1f}",
    )
