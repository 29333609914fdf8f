"""Hazards towards zero, what enterprises say, and who was visited."""

from collections import Counter

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from enterprises.models import Enterprise
from issues.workflow import Kind
from organizations.models import Organization
from organizations.peers import NOBODY, groups_of_units
from reports.rates import SATISFACTION, Figure
from reports.selectors.frames import Frame
from reports.selectors.known_sets import HAZARDS, SATISFIED
from reports.selectors.panels.panel import (
    BARS,
    ENTERPRISES,
    STACK,
    Chart,
    Line,
    Number,
    Panel,
    Part,
    Share,
)
from reports.selectors.sets import sets_counted, sets_of_period
from safety.workflow import SafetyField
from visits.models import CampaignTarget, Visit

VISITED, NOT_VISITED = "yes", "no"


def hazards_panel(frame: Frame) -> Panel:
    """Field by field how many hazards stand between it and zero."""
    found = {row["hazard__field"]: row for row in sets_counted(frame, HAZARDS, "hazard__field")}
    lines = [
        Line(
            str(label),
            [Number(found[field][one.key], {"which": one.key, "field": field}) for one in HAZARDS],
        )
        for field, label in SafetyField.choices
        if field in found and any(found[field][one.key] for one in HAZARDS)
    ]
    lines.sort(key=lambda line: -line.cells[0].value)
    return Panel(
        "hazards",
        _("Hazards towards zero, by field"),
        _("Field"),
        [
            _("Open hazards"),
            _("of them major"),
            _("past their date"),
            _("found in the period"),
            _("written off in the period"),
        ],
        lines,
        empty=_("No hazard is open, and none was found or written off in the period."),
        chart=Chart(STACK, _("cases"), {1: _("of them major"), 0: _("ordinary")}),
    )


def satisfaction_panel(frame: Frame) -> Panel:
    """Every answer the enterprises gave, and how many gave none."""
    counts = sets_of_period(frame, SATISFIED)
    *answers, silent = SATISFIED
    answered = sum(counts[one.key] for one in answers)
    lines = [
        Line(
            str(one.label),
            [Number(counts[one.key], {"which": one.key}), Part(counts[one.key], answered)],
        )
        for one in answers
    ]
    lines.append(Line(str(silent.label), [Number(counts[silent.key], {"which": silent.key}), None]))
    satisfied = sum(counts[one.key] for one in answers[:2])
    lines.append(
        Line(str(SATISFACTION.label), [Share(Figure(SATISFACTION, satisfied, answered)), None])
    )
    return Panel(
        "satisfaction",
        _("What the enterprises say"),
        _("Answer"),
        [pgettext("of a figure", "Number of cases"), _("Share of those who answered")],
        lines if any(counts.values()) else [],
        note=_("No answer is no answer, not satisfaction; it counts in no share."),
        empty=_("No enterprise has answered yet about the cases of this period."),
    )


def enterprises_in(frame: Frame) -> QuerySet[Enterprise]:
    """Those in use that the person may see; of a campaign its targets, of a town its own."""
    found = Enterprise.objects.visible_to(frame.user).filter(is_active=True).order_by()
    if frame.campaign:
        targets = CampaignTarget.objects.filter(campaign__mark=frame.campaign)
        found = found.filter(pk__in=targets.order_by().values("enterprise"))
    return found.filter(town__in=frame.units) if frame.unit else found


def been_there(frame: Frame) -> Exists:
    """Whether anybody visited the enterprise in the period; of a campaign, by a visit of it."""
    period = frame.period
    visits = Visit.objects.filter(
        enterprise=OuterRef("pk"), visited_at__gte=period.since_at, visited_at__lt=period.before_at
    )
    if frame.campaign:
        visits = visits.filter(campaign__mark=frame.campaign)
    return Exists(visits)


def coverage_panel(frame: Frame) -> Panel:
    """Of the enterprises of each town, how many were visited in the period."""
    rows = enterprises_in(frame).values("town")
    rows = rows.annotate(all=Count("pk"), visited=Count("pk", filter=been_there(frame)))
    groups, found = groups_of_units(), {row["town"] or NOBODY: row for row in rows}
    total = Counter()
    for row in found.values():
        total.update({"all": row["all"], "visited": row["visited"]})
    lines = [
        _covered(groups.name_of(town) or _("no town given"), row, {"town": town})
        for town, row in found.items()
    ]
    lines.sort(key=lambda line: (-line.cells[3].percent, line.name))
    if len(lines) > 1:
        lines.insert(0, _covered(_("All together"), total, {}))
    return Panel(
        "coverage",
        _("Coverage of visits"),
        _("Town"),
        [
            pgettext("how many", "Enterprises"),
            _("visited in the period"),
            _("not visited"),
            _("Coverage"),
        ],
        lines,
        empty=_("No enterprise in sight."),
        chart=Chart(BARS, _("percent"), {3: _("Coverage")}),
    )


def _covered(name: str, row: dict, where: dict) -> Line:
    of, visited = row["all"], row["visited"]
    return Line(
        name,
        [
            Number(of, where, ENTERPRISES),
            Number(visited, {"visited": VISITED, **where}, ENTERPRISES),
            Number(of - visited, {"visited": NOT_VISITED, **where}, ENTERPRISES),
            Part(visited, of),
        ],
    )


def has_coverage(frame: Frame) -> bool:
    """Enterprises lie in towns; those of a department are not its own."""
    return frame.unit is None or frame.unit.kind == Organization.Kind.TOWN


def has_hazards(frame: Frame) -> bool:
    return frame.kind in ("", Kind.HAZARD)
