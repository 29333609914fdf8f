"""Figures as people read them, and the address of the list behind each."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format

from issues.selectors.lights import light_of, soon_until
from reports.rates import Figure
from reports.selectors.figures import Frame

register = template.Library()


@register.filter
def percent(figure: Figure) -> str:
    """A rate to one decimal; a dash where nothing fell due."""
    if figure.percent is None:
        return "—"
    return f"{number_format(figure.percent, 1)}%"


@register.simple_tag
def figure_address(frame: Frame, figure: Figure, part: str, where: dict | None = None) -> str:
    """The list of exactly the cases this part of the figure counts."""
    asked = {"rate": figure.rate.key, "part": part, **frame.address, **(where or {})}
    return f"{reverse('reports:figure_cases')}?{urlencode(asked)}"


@register.simple_tag
def attention_address(frame: Frame, key: str) -> str:
    return f"{reverse('reports:figure_cases')}?{urlencode({'attention': key, **frame.address})}"


@register.simple_tag(takes_context=True)
def light_kind(context, case) -> str:
    """The light of a row that ``with_light_facts`` has annotated."""
    memo = context.render_context
    if "light_now" not in memo:
        now = timezone.now()
        memo["light_now"] = now, soon_until(now)
    return light_of(case, *memo["light_now"])
