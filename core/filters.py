"""Filters that the lists of every app share."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db.models import Model
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


def conditions_told(filterset) -> list[str]:
    """Each condition in force as people say it: the label and what was chosen."""
    values = getattr(filterset.form, "cleaned_data", {})
    chosen = [(filterset.form.fields[name], value) for name, value in values.items() if value]
    return [f"{field.label}：{_value_in_words(field, value)}" for field, value in chosen]


def _value_in_words(field, value) -> str:
    if isinstance(value, slice):
        first, last = (_day(one) for one in (value.start, value.stop))
        return _("%(first)s to %(last)s") % {"first": first or "…", "last": last or "…"}
    labels = {} if isinstance(value, Model) else dict(getattr(field, "choices", ()))
    return str(labels.get(value, value))


def _day(value: datetime | date | None) -> str:
    return f"{value:%Y-%m-%d}" if value else ""
