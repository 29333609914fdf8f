"""Filters that the lists of every app share."""

from django_filters import DateFromToRangeFilter
from django_filters.widgets import DateRangeWidget


def period(field_name: str, label) -> DateFromToRangeFilter:
    """The days from one to another; in the address ``<name>_after`` and ``<name>_before``."""
    widget = DateRangeWidget(attrs={"type": "date", "class": "form-control"})
    return DateFromToRangeFilter(field_name=field_name, label=label, widget=widget)
