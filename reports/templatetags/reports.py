from datetime import date, datetime

from django import template

from core.office import Layout

register = template.Library()


@register.simple_tag
def paper_cell(value, layout: Layout, place: int) -> str:
    """A cell of a kept table as it is printed: as the workbook shows it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:.1%}" if place in layout.shares else str(value)
