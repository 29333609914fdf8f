"""What a segment of the register may ask about visits. All visits count, whoever may read them."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.conditions import Condition, a_day, conditions_add, either
from visits.models import TeamEnterprise, Visit

SPANS = [
    ("month", _("this month")),
    ("quarter", _("this quarter")),
    ("half", _("this half-year")),
    ("year", _("this year")),
    ("ever", _("ever")),
]
DAYS_MOST = 3650


def first_day_of(span: str, today: date) -> date:
    """The day on which the calendar's month, quarter, half-year or year of ``today`` began."""
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12, "ever": 12}[span]
    first = today.replace(month=(today.month - 1) // months * months + 1, day=1)
    return date(2000, 1, 1) if span == "ever" else first


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _not_visited(**when) -> Q:
    return Q(~Exists(Visit.objects.filter(enterprise=OuterRef("pk"), **when)))


def _not_in_span(given, *, user, today) -> Q:
    since = first_day_of(given["not_visited"], today)
    return _not_visited(visited_at__gte=_start_of(since))


def _not_for_days(given, *, user, today) -> Q:
    since = today - timedelta(days=given["not_visited_days"])
    return _not_visited(visited_at__gte=_start_of(since))


def _not_in_period(given, *, user, today) -> Q:
    """From the one day to the other, both included; a day left out is open."""
    when = {}
    if since := given.get("not_visited_from"):
        when["visited_at__gte"] = _start_of(since)
    if until := given.get("not_visited_until"):
        when["visited_at__lt"] = _start_of(until + timedelta(days=1))
    return _not_visited(**when)


def _ends_before_start(given) -> tuple[str, object] | None:
    since, until = given.get("not_visited_from"), given.get("not_visited_until")
    if since and until and until < since:
        return "not_visited_until", _("This day lies before the first one.")
    return None


def _is_served(given, *, user, today) -> Q:
    served = Q(Exists(TeamEnterprise.objects.in_force().filter(enterprise=OuterRef("pk"))))
    return served if given["is_served"] == "yes" else ~served


conditions_add(
    Condition(
        {
            "not_visited": lambda: forms.ChoiceField(
                label=_("Not visited"), choices=[("", "—"), *SPANS], required=False
            )
        },
        _not_in_span,
    ),
    Condition(
        {
            "not_visited_days": lambda: forms.IntegerField(
                label=_("Not visited for so many days"),
                min_value=1,
                max_value=DAYS_MOST,
                required=False,
            )
        },
        _not_for_days,
    ),
    Condition(
        {
            "not_visited_from": a_day(_("Not visited from")),
            "not_visited_until": a_day(_("Not visited until")),
        },
        _not_in_period,
        fault=_ends_before_start,
    ),
    Condition(
        {"is_served": either(_("Visit team"), _("has a team"), _("has none yet"))}, _is_served
    ),
)
