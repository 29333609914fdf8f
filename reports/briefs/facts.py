"""What a brief says, as plain facts that are kept: from them the same document can be made again."""

from dataclasses import replace

from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from calendars.selectors import calendar_held
from core.templatetags.times import time_in_words
from issues.selectors.lights import Light, cases_with_light
from organizations.peers import groups_of_units
from reports.rates import BASIS, CLOSURE, MAIN, ON_TIME, SMALL, Figure
from reports.selectors.figures import Counts, figures_by_month, figures_total
from reports.selectors.frames import Frame, cases_in_view
from reports.selectors.happened import (
    BY_CLOSING,
    DISPATCHED,
    ENDED,
    ENDED_LATE,
    ENDED_ON_TIME,
    HAPPENED,
    HAPPENED_BASIS,
    RAN_OUT,
)
from reports.selectors.sets import CaseSet, sets_counted

LATE_SHOWN = 50
NOTHING = "—"


def brief_facts(frame: Frame, *, title: str, made_by: str) -> dict:
    """The figures of the frame beside those of the days before, its units, and what is late now."""
    before = replace(frame, period=frame.period.before())
    figures, earlier = figures_total(frame), figures_total(before)
    dispatched = tuple(_closure(one).denominator for one in (figures, earlier))
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
        "rates": _rates(figures, earlier),
        "trend": _trend(frame),
        "groups": _groups(frame),
        "late": _late(supervised) + _late(late),
        "late_count": late.count() + supervised.count(),
        "supervised_count": supervised.count(),
        "dispatched": dispatched[0],
        "closed": _closure(figures).numerator,
        **_happened(frame, before, dispatched),
    }


def _closure(figures: list[Figure]) -> Figure:
    return next(figure for figure in figures if figure.rate is CLOSURE)


def _happened(frame: Frame, before: Frame, dispatched: tuple[int, int]) -> dict:
    """What happened in the days themselves, whenever it was dispatched, beside the days before."""
    now, then = (sets_counted(one, HAPPENED)[0] for one in (frame, before))
    share, earlier = _ended_in_time(now), _ended_in_time(then)
    rows = [_thing(one, now[one.key], then[one.key]) for one in HAPPENED]
    rows.insert(HAPPENED.index(ENDED_LATE) + 1, _share_row(share, earlier))
    return {
        "happened": [_thing(DISPATCHED, *dispatched), *rows],
        "happened_basis": str(HAPPENED_BASIS),
        "ended": now[ENDED.key],
        "ended_in_time": {**_shown(share), "before": _percent(earlier)},
        "became_late": now[RAN_OUT.key],
    }


def _thing(one: CaseSet, count: int, before: int) -> dict:
    facts = {"key": one.key, "name": str(one.label), "by": str(one.by)}
    return {**facts, "count": count, "before": before}


def _share_row(now: Figure, before: Figure) -> dict:
    count, earlier = (
        _("%(percent)s (%(of)s)") % _shown(one) if one.denominator else NOTHING
        for one in (now, before)
    )
    name = _("Share of those closed that were in time")
    return {"key": "", "name": name, "by": str(BY_CLOSING), "count": count, "before": earlier}


def _ended_in_time(counts: dict) -> Figure:
    """Of those closed then that had a deadline, those replied to by it."""
    in_time = counts[ENDED_ON_TIME.key]
    return Figure(ON_TIME, in_time, in_time + counts[ENDED_LATE.key])


def _rates(figures: list[Figure], before: list[Figure]) -> list[dict]:
    return [
        {
            "name": str(now.rate.label),
            "version": now.rate.version,
            **_shown(now),
            "before": _percent(then),
            "counts": str(now.rate.counts),
            "among": str(now.rate.among),
            "excludes": str(now.rate.excludes),
        }
        for now, then in zip(figures, before, strict=True)
    ]


def _shown(figure: Figure) -> dict:
    return {"percent": _percent(figure), "of": f"{figure.numerator}/{figure.denominator}"}


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
