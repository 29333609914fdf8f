"""How the days are called. The schedule keeps the English name, the reader gets their own."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

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
    holiday = holiday_name(fact.name)
    if fact.is_district:
        kind = (
            _("working day by district decision")
            if fact.is_working
            else _("day off by district decision")
        )
        return _("%(kind)s: %(reason)s") % {"kind": kind, "reason": fact.note}
    if fact.is_working and fact.date.weekday() >= 5:
        return _("make-up working day for %(holiday)s") % {"holiday": holiday}
    if fact.is_working:
        return _("working day")
    return holiday or weekday_name(fact.date)
