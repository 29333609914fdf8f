"""Time as people say it: 10月15日 周四 17:30, with the full form on hover."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

register = template.Library()

WEEKDAYS = (
    gettext_lazy("Mon"),
    gettext_lazy("Tue"),
    gettext_lazy("Wed"),
    gettext_lazy("Thu"),
    gettext_lazy("Fri"),
    gettext_lazy("Sat"),
    gettext_lazy("Sun"),
)


def time_in_words(value: date | datetime) -> str:
    """Day, weekday and, for an instant, the minute; the year only when it is not this one."""
    is_instant = isinstance(value, datetime)
    local = timezone.localtime(value) if is_instant and timezone.is_aware(value) else value
    this_year = local.year == timezone.localdate().year
    day = date_format(local, _("j M") if this_year else _("j M Y"))
    weekday = WEEKDAYS[local.weekday()]
    words = _("%(weekday)s %(day)s") % {"weekday": weekday, "day": day}
    return f"{words} {local:%H:%M}" if is_instant else words


@register.simple_tag
def when(value: date | datetime | None, empty: str = "—") -> str:
    """A ``<time>`` element; hovering shows the full form."""
    if value is None:
        return empty
    is_instant = isinstance(value, datetime)
    local = timezone.localtime(value) if is_instant and timezone.is_aware(value) else value
    full = f"{local:%Y-%m-%d %H:%M:%S %z}" if is_instant else f"{local:%Y-%m-%d}"
    return format_html(
        '<time class="nowrap" datetime="{}" title="{}">{}</time>',
        local.isoformat(),
        full,
        time_in_words(value),
    )


@register.filter
def in_words(value: date | datetime | None) -> str:
    return time_in_words(value) if value else ""


@register.filter
def elapsed_percent(started: datetime, due: datetime) -> int:
    """How much of the time from start to due has gone, from 0 to 100."""
    whole = (due - started).total_seconds()
    gone = (timezone.now() - started).total_seconds()
    return max(0, min(100, round(100 * gone / whole))) if whole > 0 else 100
