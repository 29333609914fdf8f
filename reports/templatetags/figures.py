"""Figures as people read them, and the address of the list behind each."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from issues.selectors.lights import light_of, soon_until
from reports.rates import DENOMINATOR, NUMERATOR, Figure
from reports.selectors.frames import Frame
from reports.verified import DRAWN, VERIFIED, VerifiedFigure

register = template.Library()


@register.filter
def percent(figure: Figure) -> str:
    """A rate to one decimal; a dash where nothing fell due."""
    if figure.percent is None:
        return "—"
    return f"{number_format(figure.percent, 1)}%"


@register.simple_tag
def parts(frame: Frame, figure: Figure, where: dict | None = None) -> str:
    """So many of so many, each opening the list of exactly the cases it counts."""
    numbers = ((NUMERATOR, figure.numerator), (DENOMINATOR, figure.denominator))
    shown = [_part(frame, figure, part, number, where) for part, number in numbers]
    return format_html('<span class="parts">{} / {}</span>', *shown)


@register.simple_tag
def dispatched(frame: Frame, figure: Figure, where: dict) -> str:
    """The denominator alone."""
    return _part(frame, figure, DENOMINATOR, figure.denominator, where)


def _part(frame: Frame, figure: Figure, part: str, number: int, where: dict | None):
    if not number:
        return format_html("<span>{}</span>", number)
    asked = {"part": part, **frame.address, **(where or {})}
    is_drawn = figure.rate is VERIFIED
    if not is_drawn:
        asked = {"rate": figure.rate.key, **asked}
    said = _("cases it is taken of") if part == DENOMINATOR else _("cases counted")
    return format_html(
        '<a href="{0}?{1}" data-figure="{2}">{2}<span class="visually-hidden"> {3}</span></a>',
        reverse("reports:figure_drawn" if is_drawn else "reports:figure_cases"),
        urlencode(asked),
        number,
        said,
    )


@register.simple_tag
def drawn_number(frame: Frame, figure: VerifiedFigure, may_see: bool, where: dict | None = None):
    """How many were drawn; it opens their list for whoever may see what is still to be visited."""
    return _part(frame, figure, DRAWN, figure.drawn, where) if may_see else figure.drawn


@register.filter
def interval(figure: VerifiedFigure) -> str:
    """The 95 % interval; nothing where nobody answered."""
    if figure.interval is None:
        return ""
    low, high = (number_format(bound, 1) for bound in figure.interval)
    return f"{low}%–{high}%"


@register.simple_tag
def set_address(frame: Frame, key: str) -> str:
    return f"{reverse('reports:figure_cases')}?{urlencode({'which': key, **frame.address})}"


@register.simple_tag
def unit_query(frame: Frame, unit: int) -> str:
    """What the dashboard's address asks for to show this unit, of the same days and kind."""
    return urlencode({**frame.address, "unit": unit})


@register.simple_tag(takes_context=True)
def light_kind(context, case) -> str:
    """The light of a row that ``with_light_facts`` has annotated."""
    memo = context.render_context
    if "light_now" not in memo:
        now = timezone.now()
        memo["light_now"] = now, soon_until(now)
    return light_of(case, *memo["light_now"])
