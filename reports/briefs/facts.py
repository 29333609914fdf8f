"""What a brief says, as plain facts that are kept: from them the same document can be made again."""

from dataclasses import replace
from datetime import timedelta

from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from calendars.selectors import calendar_held
from core.templatetags.times import time_in_words
from issues.selectors.lights import Light, cases_with_light
from organizations.peers import groups_of_units
from reports.periods import Period
from reports.rates import BASIS, CLOSURE, MAIN, ON_TIME, SMALL, Figure
from reports.selectors.figures import Counts, figures_by_month, figures_total
from reports.selectors.frames import Frame, cases_in_view

LATE_SHOWN = 50
NOTHING = "—"


def brief_facts(frame: Frame, *, title: str, made_by: str) -> dict:
    """The figures of the frame beside those of the days before, its units, and what is late now."""
    figures = figures_total(frame)
    late = cases_with_light(cases_in_view(frame), Light.LATE, frame.now)
    supervised = cases_with_light(cases_in_view(frame), Light.SUPERVISED, frame.now)
    return {
        "title": title,
        "district": settings.DISTRICT_NAME,
        "period": str(frame.period),
        "as_of": f"{timezone.localtime(frame.now):%Y-%m-%d %H:%M}",
        "made_by": made_by,
        "basis": str(BASIS),
        "small": SMALL,
        "rates": _rates(figures, figures_total(_before(frame))),
        "trend": _trend(frame),
        "groups": _groups(frame),
        "late": _late(supervised) + _late(late),
        "late_count": late.count() + supervised.count(),
        "supervised_count": supervised.count(),
        **_counts(figures),
    }


def _before(frame: Frame) -> Frame:
    """The same for as many days before."""
    first = frame.period.since_on
    days = frame.period.until_on - first + timedelta(days=1)
    return replace(frame, period=Period(first - days, first - timedelta(days=1)))


def _counts(figures: list[Figure]) -> dict:
    closure = next(figure for figure in figures if figure.rate is CLOSURE)
    return {"dispatched": closure.denominator, "closed": closure.numerator}


def _rates(figures: list[Figure], before: list[Figure]) -> list[dict]:
    return [
        {
            "name": str(now.rate.label),
            "version": now.rate.version,
            "percent": _percent(now),
            "of": f"{now.numerator}/{now.denominator}",
            "before": _percent(then),
            "counts": str(now.rate.counts),
            "among": str(now.rate.among),
            "excludes": str(now.rate.excludes),
        }
        for now, then in zip(figures, before, strict=True)
    ]


def _percent(figure: Figure) -> str:
    if figure.percent is None:
        return NOTHING
    return f"{figure.percent}%{'*' if figure.is_small else ''}"


def _trend(frame: Frame) -> dict:
    rows = figures_by_month(frame).rows
    series = [[str(rate.label), [row.of(rate).percent for row in rows]] for rate in MAIN]
    return {"names": [row.name for row in rows], "series": series}


def _groups(frame: Frame) -> list[dict]:
    """Departments, towns and others, each ranked among its like by the on-time closure rate."""
    titles = {
        "department": _("Departments"),
        "town": _("Towns, streets and parks"),
        "other": _("Other units"),
    }
    return [
        {
            "title": titles[key],
            "apart": "、".join(row.name for row in found.apart),
            "rows": [_unit(place, row) for place, row in enumerate(found.rows, 1)],
        }
        for key, found in Counts(frame).by_unit(groups_of_units()).items()
        if found
    ]


def _unit(place: int, row) -> dict:
    shown = [_percent(row.of(rate)) for rate in MAIN]
    on_time = row.of(ON_TIME)
    of = f"{on_time.numerator}/{on_time.denominator}"
    return {"place": place, "name": row.name, "shown": shown, "of": of, "value": on_time.percent}


def _late(cases) -> list[dict]:
    rows = cases.select_related("enterprise", "lead_unit").defer("search", "enterprise__search")
    with calendar_held():
        return [
            {
                "number": case.number,
                "title": case.title,
                "enterprise": str(case.enterprise),
                "unit": str(case.lead_unit or NOTHING),
                "due": time_in_words(case.due_at) if case.due_at else NOTHING,
                "state": str(case.state_label),
            }
            for case in rows.order_by(F("due_at").asc(nulls_last=True), "pk")[:LATE_SHOWN]
        ]
