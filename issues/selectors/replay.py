"""A deadline's life played again, under its own rule or another: when due, whether late, which steps.

Only read here. What was and what would have been are counted in the same way, by today's calendar,
so that they differ by the rule alone.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from calendars.counting import Due, Span, WorkingCalendar
from calendars.moments import local_date
from calendars.units import LengthUnit
from issues.models import LadderRung
from issues.selectors.ladder import rung_at

_BY_DAYS = (LengthUnit.WORKING_DAY, LengthUnit.CALENDAR_DAY)


class Granted(NamedTuple):
    """An approved extension."""

    decided_at: datetime
    due_at: datetime


class Life(NamedTuple):
    """What happened to one deadline; ``ended_at`` is when it was met or taken back, if it was."""

    started_at: datetime
    ended_at: datetime | None = None
    is_cancelled: bool = False
    paused_at: datetime | None = None
    set_for: datetime | None = None
    """The date that somebody set at the start; None if a rule counted it."""
    pauses: tuple[Span, ...] = ()
    extensions: tuple[Granted, ...] = ()


class Rule(NamedTuple):
    """How long a deadline has; what has no length keeps the date it was set for."""

    length: int | None
    unit: str


class Stretch(NamedTuple):
    """A time in which the clock ran and the date stood still."""

    since: datetime
    until: datetime
    due: Due


class Step(NamedTuple):
    """A step of the ladder that was taken."""

    rung: LadderRung
    falls_at: datetime


class Replay:
    """Plays lives up to one instant. What days give alike is counted once."""

    def __init__(self, calendar: WorkingCalendar, at: datetime):
        self.calendar, self.at = calendar, at
        self._dues: dict[tuple, Due] = {}
        self._falls: dict[tuple, datetime] = {}

    def due(self, life: Life, rule: Rule, by: datetime | None = None) -> Due:
        """The date as it stood at an instant: the extensions and pauses until then count.

        A longer rule is not cut short by an extension that would not have been needed.
        """
        by = by or self.at
        pauses = [span for span in life.pauses if span.ended_at <= by]
        counted = self._counted(life, rule, pauses)
        granted = [one for one in life.extensions if one.decided_at <= by]
        if not granted:
            return counted
        latest = max(granted)
        since = [span for span in pauses if span.started_at >= latest.decided_at]
        return max(self.calendar.moved(latest.due_at, since, rule.unit), counted)

    def _counted(self, life: Life, rule: Rule, pauses: list[Span]) -> Due:
        if rule.length is None:
            return self.calendar.moved(life.set_for, pauses, rule.unit)
        if pauses or rule.unit not in _BY_DAYS:
            return self.calendar.due_after(life.started_at, rule.length, rule.unit, pauses)
        key = (local_date(life.started_at), rule)
        if key not in self._dues:
            self._dues[key] = self.calendar.due_after(life.started_at, rule.length, rule.unit)
        return self._dues[key]

    def is_late(self, life: Life, rule: Rule) -> bool:
        """Whether it was met after its date, or stands open and past it; taken back is not late."""
        if life.is_cancelled or (life.paused_at and not life.ended_at):
            return False
        return (life.ended_at or self.at) > self.due(life, rule).at

    def steps(self, life: Life, rule: Rule, rungs: list[LadderRung]) -> list[Step]:
        """The steps that fell due while the clock ran, each once, as the sweep takes them."""
        found: list[Step] = []
        for stretch in self.stretches(life, rule):
            above = found[-1].rung.level if found else 0
            for rung in rungs:
                falls_at = self._falls_at(rung, stretch.due.on)
                if rung.level > above and life.started_at < falls_at < stretch.until:
                    found.append(Step(rung, max(falls_at, stretch.since)))
        return found

    def stretches(self, life: Life, rule: Rule) -> Iterator[Stretch]:
        end = min(one for one in (life.ended_at, life.paused_at, self.at) if one)
        turns = {span.ended_at for span in life.pauses}
        turns |= {granted.decided_at for granted in life.extensions}
        begins = [life.started_at, *sorted(one for one in turns if life.started_at < one < end)]
        for since, until in zip(begins, [*begins[1:], end], strict=True):
            if any(span.started_at <= since < span.ended_at for span in life.pauses):
                continue
            stops = [span.started_at for span in life.pauses if since < span.started_at < until]
            yield Stretch(since, min([*stops, until]), self.due(life, rule, since))

    def _falls_at(self, rung: LadderRung, due_on: date) -> datetime:
        key = (rung.offset, rung.at_opening, due_on)
        if key not in self._falls:
            self._falls[key] = rung_at(rung, due_on, self.calendar)
        return self._falls[key]
