"""What the filters of the lists share."""

from datetime import datetime

from django.db import models
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, FilterSet, ModelChoiceFilter

from calendars.moments import local_date
from calendars.selectors import load_calendar
from core.forms import FindSelect, LookupSelect
from core.paging import CAP, Count
from enterprises.selectors import towns
from issues.selectors.lights import soon_until
from issues.selectors.lists import PiledUp, counts_by, found_by
from issues.selectors.work import DUE_SOON_DAYS
from organizations.models import Organization


class Due(models.TextChoices):
    """How near the date is; "late" holds whatever light it has."""

    LATE = "late", _("late")
    TODAY = "today", _("due today")
    SOON = "soon", _("due within three working days")


def due_condition(value: str, now: datetime) -> Q:
    """Rows with a ``due_at`` so near."""
    if value == Due.LATE:
        return Q(due_at__lt=now)
    today = load_calendar().day(local_date(now)).closes_at
    until = today if value == Due.TODAY else soon_until(now, DUE_SOON_DAYS)
    return Q(due_at__gte=now, due_at__lte=until)


def unit_filter(field_name: str, label, **facts) -> ModelChoiceFilter:
    """A unit, found by two characters or pinyin initials."""
    return ModelChoiceFilter(
        field_name=field_name,
        label=label,
        queryset=Organization.objects.all(),
        widget=LookupSelect("organizations:unit_lookup"),
        **facts,
    )


def _towns(request):
    return towns()


def town_filter(field_name: str = "town", **facts) -> ModelChoiceFilter:
    return ModelChoiceFilter(
        field_name=field_name,
        label=_("Town"),
        queryset=_towns,
        widget=FindSelect(),
        **facts,
    )


class ListFilter(FilterSet):
    """A list as its address describes it: which rows, in which order, counted by what.

    ``rare`` are the filters behind the last chip; ``counted`` is the field that has a count per
    value above the list, in ``counted_choices``; ``piled_up`` says which of its values hold ever
    more rows, all if it is None.
    """

    at = ""
    rare: tuple[str, ...] = ()
    orders: dict[str, tuple[str, ...]] = {}
    counted = ""
    counted_choices: tuple = ()
    piled_up: PiledUp | None = None

    q = CharFilter(label=_("Number, title, enterprise or words"), method="find")

    def __init__(self, params, *, user):
        self.user, self.now = user, timezone.now()
        super().__init__(_query_of(params), queryset=self.rows(user))

    @classmethod
    def rows(cls, user) -> QuerySet:
        raise NotImplementedError

    def find(self, queryset, name, words):
        return queryset.filter(found_by(words, at=self.at))

    @property
    def order(self) -> tuple[str, ...]:
        first = next(iter(self.orders.values()))
        return self.orders.get(self.data.get("sort", ""), first)

    @property
    def rare_on(self) -> str:
        """The labels of the rare filters that are set."""
        names = [name for name in self.rare if self.form.cleaned_data.get(name) not in (None, "")]
        return "、".join(str(self.form.fields[name].label) for name in names)

    @property
    def ordered(self) -> QuerySet:
        return self.qs.order_by(*self.order)

    def counts(self) -> list[dict]:
        """The count of each value of ``counted`` under all other filters, and of all together."""
        others = self.data.copy()
        others.pop(self.counted, None)
        rows = type(self)(others, user=self.user).qs
        values = [value for value, _label in self.counted_choices]
        found = counts_by(rows, self.counted, values, self.piled_up)
        lines = [
            {"value": value, "label": label, "count": found[value]}
            for value, label in self.counted_choices
            if found[value] is None or found[value].number or value == self.data.get(self.counted)
        ]
        return [{"value": "", "label": _("All"), "count": _sum(found.values())}, *lines]


def _sum(counts) -> Count:
    known = [count for count in counts if count is not None]
    number, is_capped = sum(count.number for count in known), len(known) < len(counts)
    if is_capped or any(count.is_capped for count in known):
        return Count(min(number, CAP), True)
    return Count(number, False)


def _query_of(params) -> QueryDict:
    """A query string, or its parameters, as the filters read them."""
    if isinstance(params, QueryDict):
        return params
    if isinstance(params, str):
        return QueryDict(params.removeprefix("?"))
    query = QueryDict(mutable=True)
    query.update(params)
    return query
