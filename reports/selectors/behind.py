"""The list behind a figure, and what it says at its top."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from issues.models import Case
from issues.workflow import Kind
from reports.rates import BASIS, BY_KEY, NUMERATOR
from reports.selectors.attention import CLIMBED, LEFT_OUT, attention_cases
from reports.selectors.board import ATTENTION_WORDS
from reports.selectors.figures import Frame, figure_cases
from reports.selectors.units import NOBODY, groups_of_units


@dataclass(frozen=True)
class Behind:
    """The cases of a figure; ``title`` names it, ``lines`` say in words which cases these are."""

    title: str
    lines: list[str]
    cases: QuerySet[Case]


def behind_figure(frame: Frame, asked: dict) -> Behind:
    """What the checked address ``asked`` for: a part of a rate, or cases that need attention."""
    if asked["attention"]:
        return _attention(frame, asked["attention"])
    rate, part = BY_KEY[asked["rate"]], asked["part"]
    cases = figure_cases(frame, rate, part, unit=asked["unit"], town=asked["town"])
    what = rate.counts if part == NUMERATOR else rate.among
    lines = [_sentence(what), _narrowed(frame, asked), str(BASIS)]
    return Behind(_title(rate, part), [line for line in lines if line], cases)


def _attention(frame: Frame, key: str) -> Behind:
    narrowed = [_kind(frame), str(frame.period) if key in (*CLIMBED, LEFT_OUT) else ""]
    line = " · ".join(filter(None, narrowed))
    cases = attention_cases(frame, key)
    return Behind(str(ATTENTION_WORDS[key]), [line] if line else [], cases)


def _title(rate, part: str) -> str:
    if part == NUMERATOR:
        return _("%(rate)s: the cases counted") % {"rate": rate.label}
    return _("%(rate)s: the cases it is taken of") % {"rate": rate.label}


def _sentence(what) -> str:
    text = str(what)
    return text[:1].upper() + text[1:]


def _narrowed(frame: Frame, asked: dict) -> str:
    parts = [str(frame.period), _kind(frame), _unit(asked["unit"]), _place(asked["town"])]
    return " · ".join(filter(None, parts))


def _kind(frame: Frame) -> str:
    return str(Kind(frame.kind).label) if frame.kind else ""


def _unit(unit: int | None) -> str:
    if unit is None:
        return ""
    name = groups_of_units().name_of(unit) if unit != NOBODY else _("waits for a new unit")
    return _("lead unit: %(name)s") % {"name": name or "?"}


def _place(town: int | None) -> str:
    if town is None:
        return ""
    name = groups_of_units().name_of(town) if town != NOBODY else _("no town given")
    return _("enterprise in: %(name)s") % {"name": name or "?"}
