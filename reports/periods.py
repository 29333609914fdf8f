"""The stretch of days that figures are about, as an address names it."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

THIS_MONTH = "this_month"
PERIODS = {
    THIS_MONTH: gettext_lazy("this month"),
    "last_month": gettext_lazy("last month"),
    "quarter": gettext_lazy("this quarter"),
    "year": gettext_lazy("this year"),
}


@dataclass(frozen=True, slots=True)
class Period:
    """From the first moment of one day to the last of another, both in the district's time."""

    since_on: date
    until_on: date

    @property
    def since_at(self) -> datetime:
        return _midnight(self.since_on)

    @property
    def before_at(self) -> datetime:
        """The first moment that no longer belongs to it."""
        return _midnight(self.until_on + timedelta(days=1))

    @property
    def address(self) -> dict[str, str]:
        return {"from": self.since_on.isoformat(), "to": self.until_on.isoformat()}

    @property
    def days(self) -> tuple[str, str]:
        """The first and the last day, as YYYYMMDD."""
        return f"{self.since_on:%Y%m%d}", f"{self.until_on:%Y%m%d}"

    def __str__(self):
        if self.since_on == first_of_month(self.since_on) and self.until_on == _last(self.since_on):
            return date_format(self.since_on, _("F Y"))
        form = _("j M Y")
        return _("%(first)s to %(last)s") % {
            "first": date_format(self.since_on, form),
            "last": date_format(self.until_on, form),
        }

    def so_far(self, today: date) -> "Period":
        """Its days up to today; a period that has not begun stays as it is."""
        return Period(self.since_on, max(min(self.until_on, today), self.since_on))

    def before(self) -> "Period":
        """As many whole months before it, if it begins with a month; else as many days."""
        if self.is_whole_months:
            return self.moved(len(self.months()))
        days = self.until_on - self.since_on + timedelta(days=1)
        return Period(self.since_on - days, self.until_on - days)

    def cut_to(self, other: "Period") -> "Period":
        """No more of its first days than ``other`` has; a period as long as whole stays whole."""
        days = other.until_on - other.since_on
        if other.is_whole_months and len(other.months()) == len(self.months()):
            return self
        return Period(self.since_on, min(self.since_on + days, self.until_on))

    @property
    def is_whole_months(self) -> bool:
        return self.since_on.day == 1 and self.until_on == _last(self.until_on)

    def moved(self, months: int) -> "Period":
        """The same days so many months earlier; a last of the month stays one."""
        return Period(_moved(self.since_on, months), _moved(self.until_on, months, to_last=True))

    def weeks(self, today: date, least: int = 12, most: int = 53) -> list["Period"]:
        """The weeks it touches up to today, Monday to Sunday; at least and at most so many."""
        last = monday_of(max(min(self.until_on, today), self.since_on))
        touched = (last - monday_of(self.since_on)).days // 7 + 1
        mondays = range(min(max(touched, least), most))
        return [
            Period(monday, monday + timedelta(days=6))
            for monday in (last - timedelta(weeks=back) for back in reversed(mondays))
        ]

    def trend(self, today: date, least: int = 6) -> "Period":
        """Its whole months, but none to come; six of them if it has fewer."""
        last = max(min(self.until_on, today), self.since_on)
        first = min(first_of_month(self.since_on), months_before(last, least - 1))
        return Period(first, _last(last))

    def whole_months(self) -> "tuple[int, int] | None":
        """The first and the last month, as YYYYMM, that lie in it with all their days."""
        whole = [month for month in self.months() if self._holds(period_of_month(month))]
        return (whole[0], whole[-1]) if whole else None

    def _holds(self, other: "Period") -> bool:
        return self.since_on <= other.since_on and other.until_on <= self.until_on

    def edges(self) -> "list[Period]":
        """The days before and after its whole months; all of it if it has none."""
        whole = self.whole_months()
        if whole is None:
            return [self]
        first, last = map(period_of_month, whole)
        before = Period(self.since_on, first.since_on - timedelta(days=1))
        after = Period(last.until_on + timedelta(days=1), self.until_on)
        return [edge for edge in (before, after) if edge.since_on <= edge.until_on]

    def months(self) -> list[int]:
        """Each month it touches, as YYYYMM."""
        found, day = [], first_of_month(self.since_on)
        while day <= self.until_on:
            found.append(day.year * 100 + day.month)
            day = _last(day) + timedelta(days=1)
        return found


def period_called(name: str, today: date) -> Period:
    """The period of one of ``PERIODS``; those that are not over end with their last day."""
    if name == "last_month":
        first = months_before(today, 1)
        return Period(first, _last(first))
    if name == "quarter":
        first = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
        return Period(first, _last(date(today.year, first.month + 2, 1)))
    if name == "year":
        return Period(date(today.year, 1, 1), date(today.year, 12, 31))
    return Period(first_of_month(today), _last(today))


def period_of_month(month: int) -> Period:
    """The period of a month written YYYYMM; ValueError if there is no such month."""
    first = date(month // 100, month % 100, 1)
    return Period(first, _last(first))


def day_called(day: str) -> date:
    """The day written YYYYMMDD."""
    return date(int(day[:4]), int(day[4:6]), int(day[6:]))


def month_in_words(month: int) -> str:
    return date_format(date(month // 100, month % 100, 1), _("M Y"))


def first_of_month(day: date) -> date:
    return day.replace(day=1)


def months_before(day: date, months: int) -> date:
    """The first day of the month so many months before ``day``'s."""
    ordinal = day.year * 12 + day.month - 1 - months
    return date(ordinal // 12, ordinal % 12 + 1, 1)


def monday_of(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def _moved(day: date, months: int, *, to_last: bool = False) -> date:
    first = months_before(day, months)
    if to_last and day == _last(day):
        return _last(first)
    return first.replace(day=min(day.day, _last(first).day))


def _last(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())
