"""Filters that the lists of every app share."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django_filters import DateFromToRangeFilter
from django_filters.fields import DateRangeField
from django_filters.widgets import DateRangeWidget


class _PeriodField(DateRangeField):
    def compress(self, data_list):
        if data_list and all(data_list) and data_list[0] > data_list[1]:
            raise ValidationError(_("The last day lies before the first. Swap them."))
        return super().compress(data_list)


class PeriodFilter(DateFromToRangeFilter):
    """The days from one to another; in the address ``<name>_after`` and ``<name>_before``."""

    field_class = _PeriodField


def period(field_name: str, label) -> PeriodFilter:
    widget = DateRangeWidget(attrs={"type": "date", "class": "form-control"})
    return PeriodFilter(field_name=field_name, label=label, widget=widget)
