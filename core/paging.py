"""Pages by key, not by number: page one thousand costs what page one costs.

The columns of ``order`` must never be null (annotate with Coalesce) and must end in a unique one;
a relation is named by its column (``unit_id``), since Django would sort by the other table's order.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from typing import NamedTuple

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field, Model, Q, QuerySet
from django.utils.functional import cached_property

SIZE = 50
CAP = 1000
"""Nobody leafs through more rows than this; beyond it "1000+" says as much as the number."""


class Count(NamedTuple):
    """A number of rows, counted no further than a cap."""

    number: int
    is_capped: bool

    def __str__(self):
        return f"{self.number}+" if self.is_capped else str(self.number)


def capped_count(queryset: QuerySet, cap: int = CAP) -> Count:
    """Count the rows up to ``cap``, so that the price does not grow with the table."""
    number = queryset.order_by().values("pk")[: cap + 1].count()
    return Count(min(number, cap), number > cap)


class KeysetPage:
    """One page of ``queryset`` in ``order``, after or before the row a cursor names.

    The keys are asked for first, and then the rows with all that belongs to them: who asks for both
    at once has the database join it all to every row that it has to sort.

    ``rows``, and the cursors ``after`` and ``before`` of the next and the previous page, empty
    where there is none. A cursor that cannot be read, or belongs to another order, is ignored.
    """

    def __init__(
        self,
        queryset: QuerySet,
        *,
        order: Sequence[str],
        after: str = "",
        before: str = "",
        size: int = SIZE,
    ):
        self.queryset, self.order, self.size = queryset, tuple(order), size
        forward, backward = self._read(after), self._read(before)
        self._start = forward if forward is not None else backward
        self._is_backward = forward is None and backward is not None

    @classmethod
    def of(cls, request, queryset: QuerySet, *, order: Sequence[str], size: int = SIZE):
        """The page that the address asks for with ``?after=`` or ``?before=``."""
        after, before = request.GET.get("after", ""), request.GET.get("before", "")
        return cls(queryset, order=order, after=after, before=before, size=size)

    @cached_property
    def rows(self) -> list:
        rows = self._fetched[: self.size]
        return rows[::-1] if self._is_backward else rows

    @property
    def after(self) -> str:
        """The cursor of the next page."""
        has_next = self._is_backward or len(self._fetched) > self.size
        return self._write(self.rows[-1]) if has_next and self.rows else ""

    @property
    def before(self) -> str:
        """The cursor of the previous page."""
        has_previous = (
            len(self._fetched) > self.size if self._is_backward else self._start is not None
        )
        return self._write(self.rows[0]) if has_previous and self.rows else ""

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)

    @cached_property
    def _fetched(self) -> list:
        order = [_turned(key) for key in self.order] if self._is_backward else self.order
        queryset = self.queryset.order_by(*order)
        if self._start is not None:
            queryset = queryset.filter(_beyond(order, self._start))
        if queryset._fields is not None:
            return list(queryset[: self.size + 1])
        keys = list(queryset.values_list("pk", flat=True)[: self.size + 1])
        rows = self.queryset.in_bulk(keys)
        return [rows[key] for key in keys if key in rows]

    def _write(self, row) -> str:
        values = [_value_of(row, _name(key)) for key in self.order]
        text = json.dumps([list(self.order), values], cls=DjangoJSONEncoder, separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    def _read(self, cursor: str) -> list | None:
        if not cursor:
            return None
        try:
            padded = cursor + "=" * (-len(cursor) % 4)
            order, values = json.loads(base64.urlsafe_b64decode(padded.encode()))
            if order != list(self.order):
                return None
            pairs = zip(self.order, values, strict=True)
            return [_checked(self._field(_name(key)), value) for key, value in pairs]
        except (ValueError, TypeError, OverflowError, binascii.Error, ValidationError):
            return None

    def _field(self, name: str) -> Field:
        """The field an order key names: a column, an annotation or a column of a relation."""
        annotation = self.queryset.query.annotations.get(name)
        if annotation is not None:
            return annotation.output_field
        model, field = self.queryset.model, None
        for part in name.split("__"):
            field = model._meta.pk if part == "pk" else model._meta.get_field(part)
            model = field.related_model
        if field is None:
            raise FieldDoesNotExist(name)
        return field.target_field if field.is_relation else field


def _checked(field: Field, value):
    """The value as the field's type; a value the column could not hold is refused."""
    value = field.to_python(value)
    if value is None or (isinstance(value, str) and "\x00" in value):
        raise ValueError(value)
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise ValueError(value)
    return value


def _name(key: str) -> str:
    return key.lstrip("-")


def _turned(key: str) -> str:
    return key[1:] if key.startswith("-") else f"-{key}"


def _beyond(order: Sequence[str], values: Sequence) -> Q:
    """Rows that come after ``values``; the outer bound lets an index on the first key serve."""
    parts, equal = Q(), Q()
    for key, value in zip(order, values, strict=True):
        name, way = _name(key), "lt" if key.startswith("-") else "gt"
        parts |= equal & Q(**{f"{name}__{way}": value})
        equal &= Q(**{name: value})
    name, way = _name(order[0]), "lte" if order[0].startswith("-") else "gte"
    return Q(**{f"{name}__{way}": values[0]}) & parts


def _value_of(row, name: str):
    if isinstance(row, dict):
        return row[name]
    if hasattr(row, name):
        value = getattr(row, name)
    else:
        value = row
        for part in name.split("__"):
            value = getattr(value, part)
    return value.pk if isinstance(value, Model) else value
