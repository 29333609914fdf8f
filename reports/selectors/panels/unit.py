"""For one unit: its place among its like, and what would move its rates most."""

from dataclasses import dataclass, replace
from statistics import median

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from issues.access import MachineActor
from organizations.peers import groups_of_units
from reports.rates import CLOSURE, MAIN, ON_TIME, RESPONSE, Figure, Rate
from reports.selectors.figures import Counts, Row
from reports.selectors.frames import Frame
from reports.selectors.known_sets import LEVERS
from reports.selectors.panels.panel import Change, Line, Number, Panel, Percent, Share
from reports.selectors.sets import sets_counted


def place_panel(frame: Frame) -> Panel:
    """The unit's place by each main rate among the units of its group, and how those do.

    Counted over the whole district whoever looks: of the others only the best and the middle are
    told, and no case.
    """
    groups = groups_of_units()
    whole = replace(frame, user=MachineActor("ranking"), unit=None)
    group = Counts(whole).by_unit(groups).get(groups.group_of(frame.unit.pk))
    peers = [*group.rows, *group.apart] if group else []
    own = next((row for row in peers if row.where["unit"] == frame.unit.pk), None)
    return Panel(
        "place",
        _("Its place among its like"),
        _("Rate"),
        [_("This unit"), _("Place"), _("Best"), _("Middle of all")],
        [_place_line(rate, own, peers) for rate in MAIN] if own else [],
        note=_(
            "Among departments, or among towns, streets and parks; a unit in which nothing fell "
            "due has no place."
        ),
        empty=_("No case of this unit was dispatched in this period, so it has no place."),
    )


def _place_line(rate: Rate, own: Row, peers: list[Row]) -> Line:
    figure = own.of(rate)
    rated = [row.of(rate).percent for row in peers if row.of(rate).denominator]
    place = _("not ranked")
    if figure.denominator:
        better = sum(percent > figure.percent for percent in rated)
        place = _("%(place)s of %(number)s") % {"place": better + 1, "number": len(rated)}
    best, middle = (max(rated), round(median(rated), 1)) if rated else (None, None)
    return Line(str(rate.label), [Share(figure), place, Percent(best), Percent(middle)])


@dataclass(frozen=True, slots=True)
class Lever:
    """Doing what is to be done with the cases of a set, and the rate that it moves."""

    which: str
    rate: Rate
    is_new: bool
    """Whether the cases are not counted in the rate's denominator yet."""

    def moved(self, figure: Figure, number: int) -> Figure:
        more = number if self.is_new else 0
        return Figure(self.rate, figure.numerator + number, figure.denominator + more)


LEVERS_OF_RATES = (
    Lever("lever_accept", RESPONSE, True),
    Lever("lever_close", ON_TIME, True),
    Lever("lever_solve", ON_TIME, True),
    Lever("lever_close", CLOSURE, False),
    Lever("lever_solve", CLOSURE, False),
    Lever("lever_late", CLOSURE, False),
)


def levers_panel(frame: Frame, main: list[Figure]) -> Panel:
    """What would raise a rate of the unit, the most first; ``main`` are its main rates now."""
    counts = sets_counted(frame, LEVERS)[0]
    now = dict(zip(MAIN, main, strict=True))
    labels = {one.key: one.label for one in LEVERS}
    lines = []
    for lever in LEVERS_OF_RATES:
        number, figure = counts[lever.which], now[lever.rate]
        if number:
            then = lever.moved(figure, number).percent
            cells = [
                Number(number, {"which": lever.which}),
                str(lever.rate.label),
                Percent(figure.percent),
                Percent(then),
                Change(then, figure.percent or 0.0, in_points=True),
            ]
            lines.append(Line(str(labels[lever.which]), cells))
    lines.sort(key=lambda line: -line.cells[-1].value)
    return Panel(
        "levers",
        _("What would move it most"),
        _("If it"),
        [
            pgettext("of a figure", "Number of cases"),
            _("Rate"),
            _("now"),
            _("then"),
            pgettext("of a figure", "Change"),
        ],
        lines,
        note=_(
            "Each taken alone, the cases closed as solved. What missed its date stays late: "
            "closing it raises the closure rate, the on-time rate no more."
        ),
        empty=_("Nothing is left to do with the cases of this period."),
    )
