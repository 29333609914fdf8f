"""The columns of each list: heading, width in characters, and where the value comes from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from issues.models import Case, Deadline, Responsibility, Verification
from issues.selectors.lights import Light, deadline_light, light_of
from issues.workflow import all_state_labels


@dataclass(frozen=True)
class Moment:
    """As things stand when the workbook is made; the lights need it."""

    now: datetime
    soon_at: datetime
    states: dict[str, object]

    @classmethod
    def at(cls, now: datetime, soon_at: datetime) -> "Moment":
        return cls(now, soon_at, {code: str(label) for code, label in all_state_labels().items()})


@dataclass(frozen=True)
class Column:
    heading: object
    width: int
    value: Callable[[object, Moment], object]


def _local(at: datetime | None) -> datetime | None:
    """An instant as Excel knows it: the district's time, without a zone, to the minute."""
    if at is None:
        return None
    return timezone.localtime(at).replace(tzinfo=None, second=0, microsecond=0)


def _day(at: datetime | None) -> date | None:
    return timezone.localdate(at) if at is not None else None


def _named(thing) -> str:
    return str(thing) if thing is not None else ""


def _case_light(case: Case, moment: Moment) -> str:
    return str(light_of(case, moment.now, moment.soon_at).label)


def _deadline_light(row: Deadline, moment: Moment) -> str:
    return str(Light(deadline_light(row, moment.now, moment.soon_at)).label)


def _satisfaction(case: Case, moment: Moment) -> str:
    return str(Verification.Satisfaction(case.satisfaction).label) if case.satisfaction else ""


NUMBER = (_("Number"), 14)
CASE = (_("Case"), 27)
ENTERPRISE = (_("Enterprise"), 26)

CASES = (
    Column(*NUMBER, lambda case, _at: case.number),
    Column(*CASE, lambda case, _at: case.title),
    Column(*ENTERPRISE, lambda case, _at: case.enterprise.name),
    Column(_("Town"), 10, lambda case, _at: _named(case.town)),
    Column(_("Category"), 9, lambda case, _at: _named(case.category)),
    Column(_("Way of solving"), 9, lambda case, _at: case.get_tier_display()),
    Column(_("Lead unit"), 13, lambda case, _at: _named(case.lead_unit)),
    Column(_("Handler"), 9, lambda case, _at: _named(case.handler)),
    Column(_("Registered"), 12, lambda case, _at: _day(case.registered_at)),
    Column(_("Dispatched"), 12, lambda case, _at: _day(case.dispatched_at)),
    Column(_("Deadline"), 12, lambda case, _at: _day(case.resolve_due_at)),
    Column(_("State"), 9, lambda case, at: at.states.get(case.state, case.state)),
    Column(_("Light"), 8, _case_light),
    Column(_("Outcome"), 15, lambda case, _at: case.get_outcome_display()),
    Column(_("Satisfaction"), 9, _satisfaction),
)
RESPONSIBILITIES = (
    Column(*NUMBER, lambda row, _at: row.case.number),
    Column(*CASE, lambda row, _at: row.case.title),
    Column(*ENTERPRISE, lambda row, _at: row.case.enterprise.name),
    Column(_("Part"), 8, lambda row, _at: row.get_role_display()),
    Column(_("Unit"), 16, lambda row, _at: _named(row.organization)),
    Column(_("Person"), 10, lambda row, _at: _named(row.person)),
    Column(_("What is asked"), 28, lambda row, _at: row.task),
    Column(_("Since when"), 12, lambda row, _at: _day(row.since_at)),
    Column(_("Replied"), 12, lambda row, _at: _day(row.replied_at)),
    Column(_("Deadline"), 12, lambda row, _at: _day(row.case.resolve_due_at)),
    Column(_("State"), 10, lambda row, at: at.states.get(row.case.state, row.case.state)),
)
DEADLINES = (
    Column(*NUMBER, lambda row, _at: row.case.number),
    Column(*CASE, lambda row, _at: row.case.title),
    Column(*ENTERPRISE, lambda row, _at: row.case.enterprise.name),
    Column(_("Stage"), 12, lambda row, _at: row.get_stage_display()),
    Column(_("Unit"), 16, lambda row, _at: _named(row.organization)),
    Column(_("Round"), 6, lambda row, _at: row.round),
    Column(_("Start"), 17, lambda row, _at: _local(row.started_at)),
    Column(_("Due"), 17, lambda row, _at: _local(row.due_at)),
    Column(_("Originally due"), 17, lambda row, _at: _local(row.original_due_at)),
    Column(_("Met at"), 17, lambda row, _at: _local(row.met_at)),
    Column(_("Light"), 8, _deadline_light),
)
MODELS = {Case: CASES, Responsibility: RESPONSIBILITIES, Deadline: DEADLINES}
