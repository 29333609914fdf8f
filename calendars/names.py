"""How the days are called. The schedule keeps the English name, the reader gets their own."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

from calendars.hours import Hours

HOLIDAYS = (
    gettext_noop("New Year's Day"),
    gettext_noop("Spring Festival"),
    gettext_noop("Tomb-sweeping Day"),
    gettext_noop("Labour Day"),
    gettext_noop("Dragon Boat Festival"),
    gettext_noop("National Day"),
    gettext_noop("Mid-autumn Festival"),
    gettext_noop("Anti-Fascist 70th Day"),
)


def weekday_name(date) -> str:
    names = (
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    )
    return names[date.weekday()]


def weekday_letters() -> list[tuple[str, str]]:
    """The heads of a week's columns, Monday first: the letter shown and the name read out."""
    letters = pgettext("weekday letters, Monday to Sunday", "M T W T F S S").split()
    monday = dt.date(2026, 11, 23)
    names = [weekday_name(monday + dt.timedelta(days=day)) for day in range(7)]
    return list(zip(letters, names, strict=True))


def holiday_name(name: str) -> str:
    """The holiday in the reader's language; a name the catalogue lacks stands as it is."""
    return _(name) if name else ""


def why_day(fact) -> str:
    """Say why a day is worked or not: the holiday, the weekend, the make-up day, the district."""
    told = _kind_of_day(fact)
    if fact.is_working and fact.own_hours:
        told = _("%(day)s, open only %(hours)s") % {
            "day": told,
            "hours": hours_phrase(fact.own_hours),
        }
    if fact.is_district:
        return _("%(kind)s: %(reason)s") % {"kind": told, "reason": fact.note}
    return told


def _kind_of_day(fact) -> str:
    holiday = holiday_name(fact.name)
    if fact.is_working != fact.is_scheduled:
        if fact.is_working:
            return _("working day by district decision")
        return _("day off by district decision")
    if fact.is_working and fact.date.weekday() >= 5:
        return _("make-up working day for %(holiday)s") % {"holiday": holiday}
    if fact.is_working:
        return _("working day")
    return holiday or weekday_name(fact.date)


def hours_phrase(hours: Hours) -> str:
    """Office hours for people: 8:30–11:30, 13:30–17:30."""
    stretches = [f"{_moment(opens)}–{_moment(closes)}" for opens, closes in hours]
    return pgettext("between the morning's and the afternoon's hours", ", ").join(stretches)


def _moment(time: dt.time) -> str:
    return f"{time.hour}:{time:%M}"
