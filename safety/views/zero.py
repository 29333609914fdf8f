"""Dynamic zero: the open hazards in figures, each of which opens its list, and the trend."""

from typing import NamedTuple

from django.http import QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from calendars.counting import local_date
from core.access import require
from issues.filters.base import Due
from issues.models import Case
from safety.filters import HazardFilter
from safety.selectors import zero
from safety.views.lists import tabs_of
from safety.workflow import Grade

BREAKDOWNS = (
    ("field", gettext_lazy("By field"), gettext_lazy("Field"), zero.open_by_field),
    ("town", gettext_lazy("By town"), gettext_lazy("Town"), zero.open_by_town),
    ("unit", gettext_lazy("By lead unit"), gettext_lazy("Lead unit"), zero.open_by_unit),
    ("age", gettext_lazy("By age"), gettext_lazy("Open for"), zero.open_by_age),
)


class Figure(NamedTuple):
    """A number and the list that it counts; none of nothing."""

    number: int
    url: str


class Addresses:
    """The ledger's addresses under the conditions of this page."""

    def __init__(self, params: QueryDict):
        self.params, self.ledger = params, reverse("safety:ledger")

    def figure(self, number: int, **where) -> Figure:
        if not number:
            return Figure(0, "")
        query = self.params.copy()
        for name, value in where.items():
            query[name] = value
        return Figure(number, f"{self.ledger}?{query.urlencode()}")

    def of_line(self, line: zero.Line) -> dict:
        where = {"open": "yes", **line.where}
        return {
            "label": line.label,
            "open": self.figure(line.open, **where),
            "major": self.figure(line.major, **where, grade=Grade.MAJOR.value),
            "late": self.figure(line.late, **where, due=Due.LATE.value),
        }

    def of_holder(self, holder: zero.Holder) -> dict:
        return {
            "unit": holder.unit,
            "stages": [
                (state.label, self.figure(number, **holder.where, state=state.value))
                for state, number in holder.stages
            ],
            "open": self.figure(holder.open, **holder.where),
        }

    def of_point(self, point: zero.Point) -> dict:
        days = {"after": point.first.isoformat(), "before": point.last.isoformat()}
        found = {f"registered_{end}": day for end, day in days.items()}
        closed = {f"written_off_{end}": day for end, day in days.items()}
        return {
            "label": point.label,
            "found": self.figure(point.found, **found),
            "written_off": self.figure(point.written_off, **closed),
            "relapsed": self.figure(point.relapsed, **found, relapse="yes"),
        }


@require_GET
def overview(request):
    require(request.user, Case.view_permission)
    params = request.GET.copy()
    span = params.pop("span", [""])[-1]
    span = span if span in zero.Span else zero.Span.WEEK
    params.pop("state", None)
    found = HazardFilter(params, user=request.user)
    cases = Case.objects.filter(pk__in=found.qs.order_by().values("pk"))
    addresses, points = Addresses(params), zero.trend(cases, span, local_date(found.now))
    context = {
        "filter": found,
        "tabs": tabs_of(request, "safety:zero"),
        "total": addresses.of_line(zero.open_counts(cases, found.now)),
        "breakdowns": [
            (key, title, first, [addresses.of_line(line) for line in lines(cases, found.now)])
            for key, title, first, lines in BREAKDOWNS
        ],
        "stages": [state.label for state in zero.OPEN_STAGES],
        "holders": [addresses.of_holder(one) for one in zero.holders(cases)],
        "nearest": zero.nearest(found.qs, found.now),
        "spans": zero.Span.choices,
        "span": span,
        "query": params.urlencode(),
        "points": [addresses.of_point(point) for point in points],
        "chart": _chart(points),
    }
    return render(request, "safety/zero.html", context)


SERIES = (
    ("found", gettext_lazy("found")),
    ("written_off", gettext_lazy("rectified and written off")),
    ("relapsed", gettext_lazy("came back")),
)


def _chart(points: list[zero.Point]) -> dict:
    """What static/js/charts.js draws; the table beside it says the same."""
    return {
        "type": "counts",
        "title": _("Hazards found, written off and come back"),
        "names": [point.label for point in points],
        "series": [
            {
                "key": key,
                "name": str(label),
                "points": [{"value": getattr(point, key)} for point in points],
            }
            for key, label in SERIES
        ],
        "words": {"unit": _("hazards")},
    }
