"""Why a deadline is the date it is: the rule as it stood, the count day by day, what moved it."""

from itertools import groupby

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calendars.counting import CountedDay, Span
from calendars.names import why_day
from calendars.selectors import load_calendar
from calendars.units import LengthUnit, length_phrase, stretch_phrase
from core.errors import NotSo
from core.templatetags.times import time_in_words
from issues.models import CaseRequest, Deadline, DueShift
from issues.selectors.clock import pauses_of, unit_of
from issues.workflow import Stage

WHAT_MOVED = (
    "pauses",
    Prefetch("shifts", DueShift.objects.select_related("edition")),
    Prefetch("extensions", CaseRequest.objects.select_related("decided_by").order_by("pk")),
)
"""To prefetch where many deadlines say why."""
_WHO_SET = {
    "": gettext_lazy("The date was set for this case by whoever dispatched it."),
    Stage.TASK: gettext_lazy("The date was set for this task at the coordination meeting."),
    Stage.MILESTONE: gettext_lazy("The date was planned backwards from the end date."),
}
"""Who set a date that no rule gave, by stage."""
_BY_DAYS = (LengthUnit.WORKING_DAY, LengthUnit.CALENDAR_DAY)


def why_lines(row: Deadline) -> list[str]:
    """The lines that count the days; ordinary days in one line, each skipped day by its name."""
    started = _("Started %(when)s") % {"when": time_in_words(row.started_at)}
    return [_rule(row), started, *_count(row), *_moves(row), *_ends(row)]


def _rule(row: Deadline) -> str:
    if row.rule.get("chosen"):
        return str(_WHO_SET.get(row.stage, _WHO_SET[""]))
    facts = {
        "stage": row.get_stage_display(),
        "length": length_phrase(row.rule["length"], row.rule["length_unit"]),
        "version": row.rule["version"],
    }
    if name := row.rule.get("name"):
        return _("Rule of %(name)s: “%(stage)s” within %(length)s") % {**facts, "name": name}
    if campaign := row.rule.get("campaign_name"):
        told = _(
            "Rule of the campaign “%(campaign)s”: “%(stage)s” within %(length)s (version %(version)s)"
        )
        return told % {**facts, "campaign": campaign}
    return _("Rule: “%(stage)s” within %(length)s (version %(version)s)") % facts


def _count(row: Deadline) -> list[str]:
    if row.rule.get("chosen"):
        return []
    length, unit = row.rule["length"], row.rule["length_unit"]
    try:
        days = load_calendar().count(row.started_at, length, unit)
    except NotSo:
        return []
    if unit not in _BY_DAYS:
        return [f"{_day(day)} · {day.why}" for day in days]
    runs = groupby(days[1:], key=lambda day: _run_key(day, unit))
    counted = [line for _key, run in runs for line in _run(list(run))]
    return [f"{_day(days[0])} · {days[0].why}", *counted]


def _moves(row: Deadline) -> list[str]:
    """Each pause, extension and change of the calendar, in the order in which they moved the date."""
    found = [(span.started_at, _paused(row, span)) for span in pauses_of(row)]
    found += [(one.decided_at, _extended(one)) for one in row.extensions.all() if one.approved]
    found += [(one.edition.made_at, _shifted(one)) for one in row.shifts.all()]
    if row.is_paused:
        when = {"when": time_in_words(row.paused_at)}
        found.append((row.paused_at, _("The clock has stood still since %(when)s") % when))
    return [line for _at, line in sorted(found)]


def _paused(row: Deadline, span: Span) -> str:
    unit = unit_of(row)
    facts = {
        "from": time_in_words(span.started_at),
        "to": time_in_words(span.ended_at),
        "length": stretch_phrase(load_calendar().length_of([span], unit), unit),
    }
    return _("Suspended from %(from)s to %(to)s: %(length)s not counted") % facts


def _extended(one: CaseRequest) -> str:
    facts = {
        "what": one.get_kind_display(),
        "who": one.decided_by,
        "day": time_in_words(timezone.localdate(one.decided_at)),
        "when": time_in_words(one.due_at),
    }
    return _("%(what)s to %(when)s, approved by %(who)s on %(day)s") % facts


def _shifted(one: DueShift) -> str:
    facts = {
        "was": time_in_words(one.was_at),
        "now": time_in_words(one.now_at),
        "day": time_in_words(timezone.localdate(one.edition.made_at)),
        "reason": one.edition.reason,
    }
    return _("Moved by the work calendar from %(was)s to %(now)s on %(day)s: %(reason)s") % facts


def _run_key(day: CountedDay, unit: str):
    """Ordinary counted days run together; a skipped or unusual day stands alone."""
    fact = load_calendar().day(day.date)
    is_plain = day.counted and (
        unit == LengthUnit.CALENDAR_DAY or (fact.is_working and fact.date.weekday() < 5)
    )
    return ("plain", fact.is_district) if is_plain and not fact.is_district else day.date


def _run(days: list[CountedDay]) -> list[str]:
    first, last = days[0], days[-1]
    if first is not last:
        facts = {"first": _day(first), "last": _day(last), "from": first.n, "to": last.n}
        return [_("%(first)s to %(last)s: days %(from)s to %(to)s") % facts]
    if not first.counted:
        return [_("%(day)s: not counted, %(why)s") % {"day": _day(first), "why": first.why}]
    unusual = why_day(load_calendar().day(first.date))
    facts = {"day": _day(first), "n": first.n, "why": unusual}
    return [_("%(day)s: day %(n)s, %(why)s") % facts]


def _day(day: CountedDay) -> str:
    return time_in_words(day.date)


def _ends(row: Deadline) -> list[str]:
    lines = [_("Due %(when)s") % {"when": time_in_words(row.due_at)}]
    if row.original_due_at != row.due_at:
        facts = {"when": time_in_words(timezone.localtime(row.original_due_at))}
        lines.append(_("Originally due %(when)s") % facts)
    if row.is_provisional:
        lines.append(
            _("Provisional: the schedule of that year is not published yet; the date may move.")
        )
    return lines
