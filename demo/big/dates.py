"""Working time for a million cases: each date is counted once, then looked up."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from django.utils import timezone

from calendars.counting import WorkingCalendar
from calendars.units import LengthUnit
from issues.models import DeadlinePolicy, LadderPolicy
from issues.selectors.ladder import rungs_of
from issues.services.deadlines import rung_at

MONTHS = 36


class Dates:
    """Instants are whole seconds since the epoch; ``stamp`` writes them as the database reads them."""

    def __init__(self, calendar: WorkingCalendar, until: date, suffix: str):
        self.calendar = calendar
        self.suffix = suffix
        self.last = calendar.ordinal_on(until)
        self.first = calendar.ordinal_on(until - timedelta(days=MONTHS * 365 // 12))
        self.now = self.at(self.last, 18 * 60)
        self.ladder = LadderPolicy.objects.get(is_current=True, kind="", grade="", category=None)
        self.rungs = rungs_of(self.ladder.pk)
        policies = DeadlinePolicy.objects.filter(
            until_at__isnull=True, category__isnull=True, kind="", tier="", grade=""
        )
        self.policies = {policy.stage: policy for policy in policies}

    @cache  # noqa: B019 - one object per run
    def midnight(self, ordinal: int) -> int:
        day = self.calendar.day_at(ordinal)
        return int(timezone.make_aware(datetime.combine(day, time())).timestamp())

    def at(self, ordinal: int, minute: int) -> int:
        """So many minutes into the working day with this ordinal."""
        return self.midnight(ordinal) + minute * 60

    @cache  # noqa: B019
    def day(self, ordinal: int) -> int:
        """As YYYYMMDD."""
        return int(f"{self.calendar.day_at(ordinal):%Y%m%d}")

    def month(self, ordinal: int) -> int:
        return self.day(ordinal) // 100

    @cache  # noqa: B019
    def due(self, stage: str, ordinal: int) -> tuple[int, date]:
        """When a stage that starts on this working day is due, by the policy in force."""
        policy = self.policies[stage]
        start = datetime.fromtimestamp(self.at(ordinal, 600), UTC)
        found = self.calendar.due_after(start, policy.length, LengthUnit(policy.length_unit))
        return int(found.at.timestamp()), found.on

    @cache  # noqa: B019
    def steps(self, due_on: date) -> tuple[tuple[int, int], ...]:
        """The ladder of a deadline due on this day: (level, when it falls)."""
        return tuple(
            (rung.level, int(rung_at(rung, due_on, self.calendar).timestamp()))
            for rung in self.rungs
        )

    def stamp(self, instant: int | None) -> str | None:
        if instant is None:
            return None
        day, seconds = divmod(instant, 86400)
        minutes, seconds = divmod(seconds, 60)
        return f"{_day(day)} {minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}{self.suffix}"


@cache
def _day(number: int) -> str:
    """The date so many days after the epoch."""
    return datetime.fromtimestamp(number * 86400, UTC).date().isoformat()
