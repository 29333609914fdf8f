"""Tells many stories at once in the order of time: each says when it goes on."""

import heapq
import random
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta

from django.utils import timezone

from calendars.selectors import load_calendar
from demo.clock import StoryClock

Life = Iterator[datetime]


class Tale:
    """Wakes each life at the instant it last yielded; what lies after ``until`` has not happened."""

    def __init__(self, clock: StoryClock, until: datetime, rng: random.Random):
        self.clock = clock
        self.until = until
        self.rng = rng
        self.calendar = load_calendar()
        self._waiting: list[tuple[datetime, int, Life]] = []
        self._count = 0

    @property
    def at(self) -> datetime:
        return self.clock.at

    @property
    def day(self):
        return timezone.localdate(self.at)

    def begin(self, life: Life) -> None:
        """Let the life run to its first pause, now."""
        self._count += 1
        wakes_at = next(life, None)
        if wakes_at is not None and wakes_at <= self.until:
            heapq.heappush(self._waiting, (wakes_at, self._count, life))

    def run(self, told: Callable[[int], None]) -> None:
        """Wake them until nobody waits; ``told`` hears how many percent of the time have passed."""
        since = self.at
        while self._waiting:
            self.clock.at, order, life = heapq.heappop(self._waiting)
            wakes_at = next(life, None)
            if wakes_at is not None and wakes_at <= self.until:
                heapq.heappush(self._waiting, (wakes_at, order, life))
            told(100 * (self.at - since) // (self.until - since))

    def soon(self, least: int = 10, most: int = 120) -> datetime:
        """Some minutes later, or the next working morning if the office has closed by then."""
        later = self.at + timedelta(minutes=self.rng.randrange(least, most), seconds=7)
        local = timezone.localtime(later)
        if time(8, 35) <= local.time() <= time(17, 25) and self.calendar.is_working(local.date()):
            return later
        return self.in_days(1, "morning")

    def in_days(self, days: int, part: str = "day") -> datetime:
        """So many working days later, at some time of that day, and later than now."""
        date = self.calendar.working_day(self.day, days).date
        first, last = (8, 11) if part == "morning" else (8, 17)
        minutes = self.rng.randrange(first * 60 + 40, last * 60 + 20)
        found = timezone.make_aware(datetime.combine(date, time(minutes // 60, minutes % 60)))
        return found if found > self.at else self.at + timedelta(minutes=5)
