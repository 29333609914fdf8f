"""The list behind a figure, and what it says at its top."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from core.access import require
from core.models import TrailEntry
from enterprises.models import Enterprise
from issues.models import Case, CaseRequest
from issues.workflow import Asked, Kind
from organizations.peers import groups_of_units
from reports.rates import BASIS, BY_KEY, DENOMINATOR, NUMERATOR
from reports.selectors.dimensions import narrowed_by, words_of
from reports.selectors.figures import figure_cases
from reports.selectors.frames import Frame
from reports.selectors.known_sets import LEFT_OUT, SETS
from reports.selectors.panels.standing import NOT_VISITED, VISITED, been_there, enterprises_in
from reports.selectors.sets import CaseSet
from reports.selectors.verified import drawn_behind
from reports.verified import ALL_DRAWN, DRAWN, VERIFIED
from visits.models import Draw, DrawnCase, Visit


@dataclass(frozen=True)
class Behind:
    """The cases of a figure; ``title`` names it, ``lines`` say in words which cases these are."""

    title: str
    lines: list[str]
    cases: QuerySet[Case]
    is_left_out: bool = False
    """These are cases that no rate counts; each row then says why not."""


def behind_figure(frame: Frame, asked: dict) -> Behind:
    """What the checked address ``asked`` for: a part of a rate, or one of the sets."""
    if asked["which"]:
        return _behind_set(frame, SETS[asked["which"]], asked)
    rate, part = BY_KEY[asked["rate"]], asked["part"]
    cases = narrowed_by(figure_cases(frame, rate, part), asked)
    what = rate.counts if part == NUMERATOR else rate.among
    lines = [_sentence(what), _narrowed(frame, asked), str(BASIS)]
    return Behind(_title(rate, part), [line for line in lines if line], cases)


def _behind_set(frame: Frame, one: CaseSet, asked: dict) -> Behind:
    cases = narrowed_by(one.cases(frame), asked)
    by = _("Counted %(by)s.") % {"by": one.by} if one.by else ""
    lines = [line for line in (_narrowed(frame, asked), by) if line]
    return Behind(str(one.label), lines, cases, one is LEFT_OUT)


@dataclass(frozen=True)
class DrawnBehind:
    """The drawn closings of a figure, as ``Behind``."""

    title: str
    lines: list[str]
    drawn: QuerySet[DrawnCase]


def behind_drawn(frame: Frame, asked: dict) -> DrawnBehind:
    """What the checked address ``asked`` for: a part of the verified rate, or all that was drawn.

    Raises NotYou where somebody asks which closings still wait for their second visit without
    being allowed to look at draws: the unit concerned could see to it that all is well that day.
    """
    part = asked["part"]
    if part == DRAWN:
        require(frame.user, Draw.view_permission)
    whats = {NUMERATOR: VERIFIED.counts, DENOMINATOR: VERIFIED.among, DRAWN: ALL_DRAWN}
    unit, places = _drawn_unit(asked["unit"]), words_of({"town": asked["town"]})
    narrowed = [str(frame.period), _kind(frame), unit, *places]
    lines = [_sentence(whats[part]), " · ".join(filter(None, narrowed)), str(BASIS)]
    title = _("what was drawn") if part == DRAWN else _title(VERIFIED, part)
    drawn = drawn_behind(frame, part, unit=asked["unit"], town=asked["town"])
    return DrawnBehind(title, lines, drawn)


@dataclass(frozen=True)
class EnterprisesBehind:
    """The enterprises of a number, as ``Behind``; each with ``last_visited_at``."""

    title: str
    lines: list[str]
    enterprises: QuerySet[Enterprise]


def behind_enterprises(frame: Frame, asked: dict) -> EnterprisesBehind:
    """All that the coverage is taken of, those visited in the period, or those not visited."""
    found, titles = enterprises_in(frame), {VISITED: _("enterprises visited")}
    titles[NOT_VISITED] = _("enterprises not visited")
    if asked["visited"]:
        been = been_there(frame)
        found = found.filter(been if asked["visited"] == VISITED else ~been)
    if asked["town"] is not None:
        found = found.filter(town=asked["town"] or None)
    last = Visit.objects.filter(enterprise=OuterRef("pk")).order_by("-visited_at")
    found = found.annotate(last_visited_at=Subquery(last.values("visited_at")[:1]))
    title = titles.get(asked["visited"], _("all enterprises in use"))
    narrowed = [str(frame.period), str(frame.campaign or ""), str(frame.unit or "")]
    narrowed += words_of({"town": asked["town"]})
    return EnterprisesBehind(title, [" · ".join(filter(None, narrowed))], found)


def _drawn_unit(unit: int | None) -> str:
    if unit is None:
        return ""
    return _("led when drawn by: %(name)s") % {"name": groups_of_units().name_of(unit) or "?"}


_LEAVING = ("approve_withdrawal", "merge")


def why_left_out(cases: Sequence[Case]) -> dict[int, list[str]]:
    """Case → why it is counted in no rate, and who decided that."""
    ids = [case.pk for case in cases]
    asked = CaseRequest.objects.filter(case__in=ids, kind=Asked.WITHDRAWAL, approved=True)
    reasons = dict(asked.values_list("case", "reason"))
    decided = TrailEntry.objects.filter(
        subject_type=Case._meta.label_lower, subject_id__in=ids, action__in=_LEAVING
    )
    return {
        entry.subject_id: [
            reasons.get(entry.subject_id, entry.note),
            _("decided by %(who)s") % {"who": entry.actor_name},
        ]
        for entry in decided
    }


def _title(rate, part: str) -> str:
    if part == NUMERATOR:
        return _("%(rate)s: the cases counted") % {"rate": rate.label}
    return _("%(rate)s: the cases it is taken of") % {"rate": rate.label}


def _sentence(what) -> str:
    text = str(what)
    return text[:1].upper() + text[1:]


def _narrowed(frame: Frame, asked: dict) -> str:
    return " · ".join(filter(None, [str(frame.period), _kind(frame), *words_of(asked)]))


def _kind(frame: Frame) -> str:
    kind = str(Kind(frame.kind).label) if frame.kind else ""
    return " · ".join(filter(None, [kind, str(frame.campaign or "")]))
