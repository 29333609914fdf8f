"""The columns of each list: heading, width in characters, and where the value comes from.

A sheet reads plain rows, not models, and the words for keys and codes once for all its rows: of a
hundred thousand rows they were more than a third of the time.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from issues.models import Case, Category, Deadline, Responsibility, Verification
from issues.selectors.lights import (
    CASE_FACTS,
    DEADLINE_FACTS,
    Light,
    deadline_light,
    light_of,
)
from issues.workflow import Outcome, Stage, Tier, all_state_labels
from organizations.models import Organization, User
from reports.access_kept import office_of
from reports.models import ColumnSet


@dataclass(frozen=True)
class Moment:
    """As things stand when the workbook is made: for the lights, and the words for each cell."""

    now: datetime
    soon_at: datetime
    zone: tzinfo
    names: dict[type[Model], dict[int, str]]
    words: dict[object, dict[object, str]]

    @classmethod
    def at(cls, now: datetime, soon_at: datetime) -> "Moment":
        names = {model: _names(model.objects.only(*read)) for model, read in _NAMED.items()}
        words = {kind: {code: str(word) for code, word in kind.choices} for kind in _WORDED}
        words[_STATES] = {code: str(word) for code, word in all_state_labels().items()}
        return cls(now, soon_at, timezone.get_current_timezone(), names, words)


_NAMED = {
    Organization: ("name", "short_name"),
    User: ("full_name", "username"),
    Category: ("name",),
}
_WORDED = (Light, Outcome, Stage, Tier, Responsibility.Role, Verification.Satisfaction)
_STATES = "states"


def _names(things: QuerySet) -> dict[int, str]:
    return {thing.pk: str(thing) for thing in things}


@dataclass(frozen=True)
class Column:
    """``shown`` turns what stands in ``field`` (in the whole row, without one) into the cell's."""

    heading: object
    width: int
    field: str = ""
    shown: Callable[[object, Moment], object] | None = None

    @property
    def key(self) -> str:
        """By which an office's set of columns names it."""
        return self.field or "light"

    def of(self, row, moment: Moment):
        value = getattr(row, self.field) if self.field else row
        return self.shown(value, moment) if self.shown else value


def _name(model: type[Model]) -> Callable:
    return lambda key, moment: moment.names[model].get(key, "")


def _word(kind) -> Callable:
    return lambda code, moment: moment.words[kind].get(code, code) or ""


def _local(at: datetime | None, moment: Moment) -> datetime | None:
    """An instant as Excel knows it: the district's time, without a zone, to the minute."""
    return at and at.astimezone(moment.zone).replace(tzinfo=None, second=0, microsecond=0)


def _day(at: datetime | None, moment: Moment) -> date | None:
    return at and at.astimezone(moment.zone).date()


def _case_light(row, moment: Moment) -> str:
    return moment.words[Light][light_of(row, moment.now, moment.soon_at)]


def _deadline_light(row, moment: Moment) -> str:
    return moment.words[Light][deadline_light(row, moment.now, moment.soon_at)]


NUMBER, CASE, ENTERPRISE = (_("Number"), 14), (_("Case"), 27), (_("Enterprise"), 28)

CASES = (
    Column(*NUMBER, "number"),
    Column(*CASE, "title"),
    Column(*ENTERPRISE, "enterprise__name"),
    Column(_("Town"), 10, "town", _name(Organization)),
    Column(_("Category"), 9, "category", _name(Category)),
    Column(_("Way of solving"), 9, "tier", _word(Tier)),
    Column(_("Lead unit"), 13, "lead_unit", _name(Organization)),
    Column(_("Handler"), 9, "handler", _name(User)),
    Column(_("Registered"), 12, "registered_at", _day),
    Column(_("Dispatched"), 12, "dispatched_at", _day),
    Column(_("Deadline"), 12, "resolve_due_at", _day),
    Column(_("State"), 11, "state", _word(_STATES)),
    Column(_("Light"), 8, shown=_case_light),
    Column(_("Outcome"), 15, "outcome", _word(Outcome)),
    Column(_("Satisfaction"), 9, "satisfaction", _word(Verification.Satisfaction)),
)
RESPONSIBILITIES = (
    Column(*NUMBER, "case__number"),
    Column(*CASE, "case__title"),
    Column(*ENTERPRISE, "case__enterprise__name"),
    Column(_("Part"), 9, "role", _word(Responsibility.Role)),
    Column(_("Unit"), 16, "organization", _name(Organization)),
    Column(_("Person"), 10, "person", _name(User)),
    Column(_("What is asked"), 28, "task"),
    Column(_("Since when"), 12, "since_at", _day),
    Column(_("Replied"), 12, "replied_at", _day),
    Column(_("Deadline"), 12, "case__resolve_due_at", _day),
    Column(_("State"), 11, "case__state", _word(_STATES)),
)
DEADLINES = (
    Column(*NUMBER, "case__number"),
    Column(*CASE, "case__title"),
    Column(*ENTERPRISE, "case__enterprise__name"),
    Column(_("Stage"), 12, "stage", _word(Stage)),
    Column(_("Unit"), 16, "organization", _name(Organization)),
    Column(_("Round"), 6, "round"),
    Column(_("Start"), 17, "started_at", _local),
    Column(_("Due"), 17, "due_at", _local),
    Column(_("Originally due"), 17, "original_due_at", _local),
    Column(_("Met at"), 17, "met_at", _local),
    Column(_("Light"), 8, shown=_deadline_light),
)
MODELS = {Case: CASES, Responsibility: RESPONSIBILITIES, Deadline: DEADLINES}
LISTS = {
    ColumnSet.List.CASES: CASES,
    ColumnSet.List.RESPONSIBILITIES: RESPONSIBILITIES,
    ColumnSet.List.DEADLINES: DEADLINES,
}
LIST_OF = dict(zip(MODELS, LISTS, strict=True))
_LIGHTS = {Case: CASE_FACTS, Responsibility: (), Deadline: DEADLINE_FACTS}


def columns_of(kind: str, user) -> Sequence[Column]:
    """The columns of a list for whoever takes it away: as their office set them, or all."""
    columns = LISTS[kind]
    office = office_of(user)
    chosen = ColumnSet.objects.filter(office=office, list=kind).first()
    if chosen is None:
        return columns
    known = {column.key: column for column in columns}
    return [
        replace(known[one["key"]], heading=one["heading"], width=one["width"])
        for one in chosen.columns
        if one["key"] in known
    ]


def plain_rows(rows: QuerySet) -> QuerySet:
    """The rows of a list with only what its columns show, by name and without models."""
    shown = [column.field for column in MODELS[rows.model] if column.field]
    fields = dict.fromkeys((*shown, *_LIGHTS[rows.model]))
    return rows.prefetch_related(None).values_list(*fields, named=True)
