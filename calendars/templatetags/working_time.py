"""Template words for working time; the calendar is read once per request, not once per row."""

from django import template
from django.utils import timezone

from calendars.names import hours_phrase
from calendars.selectors import load_calendar
from calendars.words import left_phrase

register = template.Library()


@register.filter
def working_days_left(due_at) -> str:
    return left_phrase(load_calendar(), due_at, timezone.now()) if due_at else ""


@register.filter
def hours_in_words(hours) -> str:
    return hours_phrase(hours)
