"""How the days are called. The schedule keeps the English name, the reader gets their own."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

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


def why_day(fact) -> str:
    """Say why a day is worked or not: the holiday, the weekend, the make-up day, the district."""
    holiday = _(fact.name) if fact.name else ""
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
