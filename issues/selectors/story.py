"""Everything one page tells about one case, of whatever kind; a fixed number of queries."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calendars.selectors import load_calendar
from calendars.words import left_phrase
from core.audit import trail_of
from core.labels import colon
from core.models import StoredFile
from core.templatetags.times import time_in_words
from issues.models import Attachment, Case, Deadline, Responsibility, Slip
from issues.selectors.lights import Light, deadline_light, soon_until, with_deadline_facts
from issues.selectors.why import WHAT_MOVED, why_lines
from issues.workflow import Asked, Outcome, Stage, Tier

OTHER_ACTIONS = {
    "attach": gettext_lazy("added a file"),
    "calendar_shift": gettext_lazy("the work calendar moved dates"),
    "link_renew": gettext_lazy("made a new link for the enterprise"),
    "merged_in": gettext_lazy("took in another case"),
    "slip": gettext_lazy("supervision slip issued"),
    "slip_receipt": gettext_lazy("supervision slip received"),
    "slip_reply": gettext_lazy("supervision slip answered"),
}
_NUMBERED = ("slip", "slip_receipt", "slip_reply")
"""Their note is a number, said in the same breath."""
_SAID_IN_TRAIL = (
    ("lead", gettext_lazy("Lead unit: %s"), str),
    ("supports", gettext_lazy("Supports: %s"), str),
    ("sponsor", gettext_lazy("Sponsor: %s"), str),
    ("handler", gettext_lazy("Handler: %s"), str),
    ("unit", gettext_lazy("Unit: %s"), str),
    ("held", gettext_lazy("Held: %s"), str),
    ("units", gettext_lazy("Units: %s"), str),
    ("task", gettext_lazy("Task: %s"), str),
    ("tasks", gettext_lazy("Tasks: %s"), str),
    ("plan", gettext_lazy("Plan: %s"), str),
    ("milestone", gettext_lazy("Milestone: %s"), str),
    ("suggested_unit", gettext_lazy("Whose it should be: %s"), str),
    ("tier", gettext_lazy("Way of solving: %s"), lambda value: Tier(value).label),
    ("into", gettext_lazy("Goes on as: %s"), str),
    ("parent", gettext_lazy("Case that leads: %s"), str),
    ("parts", gettext_lazy("Parts: %s"), str),
    ("no_relapse_of", gettext_lazy("Not a relapse of: %s"), str),
    ("outcome", gettext_lazy("Outcome: %s"), lambda value: Outcome(value).label),
    ("new_due", gettext_lazy("New date: %s"), lambda value: time_in_words(parse_datetime(value))),
    (
        "lapsed",
        gettext_lazy("The request lapsed: %s"),
        lambda value: Asked(value).label,
    ),
    ("reason", gettext_lazy("Reason: %s"), str),
)


def case_for_page(*, user, number: str):
    """The case with what its page shows, if the person may see it; else Case.DoesNotExist."""
    cases = Case.objects.visible_to(user).select_related(
        "enterprise__town", "town", "category", "lead_unit", "oversight_unit", "handler"
    )
    return cases.select_related("registered_by").defer("search").get(number=number)


def parts_of(case: Case) -> list[Responsibility]:
    """Who has which part: lead, supports, sponsor, territory; those that ended come last."""
    order = [role.value for role in Responsibility.Role]
    rows = case.responsibilities.select_related("organization", "person")
    return sorted(rows, key=lambda row: (row.ended_at is not None, order.index(row.role), row.pk))


def deadlines_of(case: Case) -> list[Deadline]:
    """All deadlines of the case, the open ones first, then the newest."""
    found = case.deadlines.select_related("organization").prefetch_related(*WHAT_MOVED)
    rows = list(with_deadline_facts(found))
    still = sorted((row for row in rows if row.is_open), key=lambda row: row.due_at)
    return [*still, *sorted((row for row in rows if not row.is_open), key=lambda row: -row.pk)]


def bars_of(deadlines: list[Deadline], now=None) -> list[dict]:
    """The deadlines as components/deadline.html shows them; what was taken back is left out."""
    now = now or timezone.now()
    soon_at, calendar = soon_until(now), load_calendar()
    return [_bar(row, now, soon_at, calendar) for row in deadlines if row.cancelled_at is None]


def _bar(row: Deadline, now, soon_at, calendar) -> dict:
    kind = deadline_light(row, now, soon_at)
    return {
        "label": _stage_label(row),
        "started_at": row.started_at,
        "due_at": row.due_at,
        "met_at": row.met_at,
        "kind": kind,
        "word": _met_word(row) if kind == Light.CLOSED else "",
        "left": _left(row, now, calendar),
        "provisional": row.is_provisional and row.is_open,
        "why": why_lines(row),
        "is_open": row.is_open,
    }


def _left(row: Deadline, now, calendar) -> str:
    if row.is_paused:
        return _("the clock stands still")
    return left_phrase(calendar, row.due_at, now) if row.is_open else ""


def _stage_label(row: Deadline) -> str:
    label = f"{row.get_stage_display()} · {row.organization}"
    return (
        label
        if row.round == 1
        else _("%(label)s (round %(round)s)") % {"label": label, "round": row.round}
    )


def _met_word(row: Deadline) -> str:
    return _("met in time") if row.was_met_in_time else _("met too late")


def files_of(case: Case) -> list[dict]:
    """The files of the case as components/files.html shows them."""
    rows = case.attachments.select_related("stored", "case")
    return [file_shown(row) for row in rows]


def file_shown(row: Attachment) -> dict:
    """A file of a case, opened by whoever may see the case."""
    return _file(row, reverse("issues:case_file", args=[row.case.number, row.stored_id]))


def files_of_slip(slip: Slip) -> list[dict]:
    """The files that came with the reply to a slip, opened by whoever may see the slip."""
    rows = slip.attachments.select_related("stored")
    return [
        _file(row, reverse("issues:slip_file", args=[slip.number, row.stored_id])) for row in rows
    ]


def _file(row: Attachment, url: str) -> dict:
    return {
        "id": str(row.stored_id),
        "url": url,
        "thumb_url": f"{url}?size=small" if row.stored.is_photo else "",
        "name": row.stored.name,
        "size": row.stored.size,
        "is_photo": row.stored.is_photo,
        "note": row.get_purpose_display(),
        "taken_at": row.stored.taken_at,
        "place": place_in_words(row.stored),
        "purpose": row.purpose,
        "round": row.round,
        "of": row.meeting_id or row.part_id,
    }


def place_in_words(stored: StoredFile) -> str:
    """Where a photo was taken, and who told it; empty where nobody did."""
    if stored.latitude is None:
        return ""
    is_own = stored.place_from == StoredFile.PlaceFrom.CAMERA
    by = _("by the photo itself") if is_own else _("by the device")
    where = f"{stored.latitude:.5f}, {stored.longitude:.5f}"
    return _("%(where)s (%(by)s)") % {"where": where, "by": by}


def timeline_of(case: Case, files: list[dict]) -> list[dict]:
    """The trail in words, newest first, each file beside the line that brought it."""
    labels = {move.name: move.label for move in case.workflow.moves} | OTHER_ACTIONS
    by_id = {file["id"]: {**file, "note": ""} for file in files}
    moves = {move.name for move in case.workflow.moves}
    return [
        {
            "at": entry.at,
            "who": entry.actor_name,
            "what": _what(labels, entry),
            "note": "" if entry.action in _NUMBERED else _note(entry),
            "files": [by_id[one] for one in [entry.changes.get("stored")] if one in by_id],
            "is_strong": entry.action in moves,
        }
        for entry in trail_of(case)
    ]


def _what(labels: dict, entry) -> str:
    label = str(labels.get(entry.action, entry.action))
    return f"{label} {entry.note}" if entry.action in _NUMBERED else label


def _note(entry) -> str:
    return "\n".join(filter(None, [*_facts(entry.changes), entry.note]))


def _facts(changes: dict) -> list[str]:
    found = []
    for key, sentence, said in _SAID_IN_TRAIL:
        value = changes.get(key)
        if value:
            found.append(str(sentence) % said(value))
    return [*found, *map(_shifted, changes.get("shifts", ()))]


def _shifted(shift: dict) -> str:
    """A date that the calendar moved, as the trail keeps it."""
    was, now = map(datetime.fromisoformat, shift["due"])
    return f"{colon(Stage(shift['stage']).label)}{time_in_words(was)} → {time_in_words(now)}"


def slips_of(case: Case) -> list[Slip]:
    return list(case.slips.select_related("organization", "recipient", "position", "deadline"))
