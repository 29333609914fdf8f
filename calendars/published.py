"""A year's schedule as a district reads it in: a table of days, each with a name, off or worked.

Only what differs from Monday to Friday need stand there, as in the State Council's notice.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from calendars.changes import NamedDay
from calendars.schedule import FIXED_HOLIDAYS

MOST_ROWS = 400
COLUMNS = ("date", "name", "kind")
_HEADERS = {
    "date": {"日期", "日", "时间", "date"},
    "name": {"名称", "节日", "节假日", "假期", "说明", "name"},
    "kind": {"类型", "休或班", "休/班", "休班", "安排", "状态", "working", "kind"},
}
_OFF = {"休", "放假", "休息", "假", "休假", "off", "no", "0", "false"}
_WORKING = {
    "班",
    "上班",
    "调休",
    "补班",
    "调休上班",
    "工作",
    "工作日",
    "working",
    "yes",
    "1",
    "true",
}
_NAMES = {
    "元旦": "New Year's Day",
    "春节": "Spring Festival",
    "清明节": "Tomb-sweeping Day",
    "清明": "Tomb-sweeping Day",
    "劳动节": "Labour Day",
    "端午节": "Dragon Boat Festival",
    "端午": "Dragon Boat Festival",
    "国庆节": "National Day",
    "国庆": "National Day",
    "中秋节": "Mid-autumn Festival",
    "中秋": "Mid-autumn Festival",
}
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$|(\d{4})(\d{2})(\d{2})$")

TEMPLATE = (
    ("日期", "名称", "休或班"),
    ("2027-01-01", "元旦", "休"),
    ("2027-01-02", "元旦", "休"),
    ("2027-01-03", "元旦", "休"),
    ("2027-01-09", "元旦", "班"),
)
"""An example of the form, to be filled in; its days are made up."""


def schedule_read(rows: Iterable[list], year: int) -> tuple[tuple[NamedDay, ...], list[str]]:
    """The days a table names for a year, and what is wrong with it, line by line."""
    found: dict[dt.date, NamedDay] = {}
    faults = []
    places = dict(zip(COLUMNS, range(3), strict=True))
    for number, cells in enumerate(rows, start=1):
        texts = [_text(cell) for cell in cells]
        if not any(texts):
            continue
        if number > MOST_ROWS:
            return (), [_("The table has more than %(most)s lines.") % {"most": MOST_ROWS}]
        if heads := _headers(texts):
            places = heads
            continue
        told = [texts[place] if place < len(texts) else "" for place in places.values()]
        day, fault = _day(*told, year)
        if day and day.date in found:
            fault = _("%(date)s stands there twice") % {"date": day.date}
        if fault:
            faults.append(_("Line %(number)s: %(fault)s.") % {"number": number, "fault": fault})
        elif day:
            found[day.date] = day
    days = tuple(sorted(found.values(), key=lambda day: day.date))
    return days, faults or _missing(days, year)


def schedule_rows(days: Iterable[NamedDay]) -> Iterator[str]:
    """The days as lines that ``schedule_read`` reads again."""
    for day in days:
        yield f"{day.date},{day.name},{'working' if day.is_working else 'off'}"


def template_text() -> str:
    """The table to fill in, as spreadsheets open it with its Chinese intact."""
    return "\ufeff" + "".join(f"{','.join(cells)}\r\n" for cells in TEMPLATE)


def _text(cell) -> str:
    if isinstance(cell, dt.datetime | dt.date):
        return f"{cell:%Y-%m-%d}"
    return "" if cell is None else str(cell).strip()


def _headers(texts: list[str]) -> dict[str, int] | None:
    """Where the columns are, if this is a line of headers."""
    low = [text.lower() for text in texts]
    places = {
        name: next((place for place, text in enumerate(low) if text in words), None)
        for name, words in _HEADERS.items()
    }
    return places if None not in places.values() else None


def _day(date_text: str, name: str, kind: str, year: int) -> tuple[NamedDay | None, str]:
    date = _date(date_text)
    if date is None:
        return None, _("“%(text)s” is no date; write it like 2027-01-01") % {"text": date_text}
    if date.year != year and (date.year, date.month) != (year - 1, 12):
        told = _("%(date)s does not belong to the schedule for %(year)s")
        return None, told % {"date": date, "year": year}
    word = kind.lower()
    if word not in _OFF and word not in _WORKING:
        return None, _("“%(text)s” should be “off” or “working”") % {"text": kind}
    if not name:
        return None, _("the holiday's name is missing")
    if len(name) > 40:
        return None, _("the holiday's name is longer than 40 characters")
    return NamedDay(date, _NAMES.get(name, name), word in _WORKING), ""


def _date(text: str) -> dt.date | None:
    found = _DATE.match(text.removesuffix(" 00:00:00"))
    try:
        return dt.date(*(int(part) for part in found.groups() if part)) if found else None
    except ValueError:
        return None


def _missing(days: tuple[NamedDay, ...], year: int) -> list[str]:
    """A schedule without the holidays fixed by law is none."""
    off = {day.date for day in days if not day.is_working}
    lacking = [date for date in (dt.date(year, *key) for key in FIXED_HOLIDAYS) if date not in off]
    told = _("%(date)s is a holiday by regulation and must be off; the table does not say so.")
    return [told % {"date": date} for date in lacking]
