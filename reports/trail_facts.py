"""What a line of the trail says besides: the names of what was kept, and its values in words."""

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as pgettext

from core.models import TrailEntry
from issues.models import Attachment, Verification
from issues.workflow import Outcome, Tier, all_state_labels
from letters.models import Receipt
from safety.workflow import Grade
from visits.models import CampaignQuestion, DrawnCase, SeatTerm
from visits.workflow import Decision

FACTS = {
    "state": _("State"),
    "round": _("Round"),
    "tier": _("Way of solving"),
    "outcome": _("Outcome"),
    "lead": _("Lead unit"),
    "supports": _("Supports"),
    "sponsor": _("Sponsor"),
    "handler": _("Handler"),
    "unit": _("Unit"),
    "suggested_unit": _("Whose it should be"),
    "oversight_unit": _("Unit that oversees"),
    "person": _("Person"),
    "field": _("Field"),
    "grade": _("Grade"),
    "grade_asked": _("Level asked for"),
    "likelihood": _("Likelihood"),
    "severity": _("Severity"),
    "score": _("Score of the matrix"),
    "listing": _("Put on the list as"),
    "unlisted": _("Taken off the list"),
    "supervision": _("Who supervises"),
    "done": _("Done, in percent"),
    "suspension": _("Suspension order"),
    "scope": _("What is suspended"),
    "lifted": _("Order lifted"),
    "is_solved": _("Solved"),
    "satisfaction": _("Satisfaction"),
    "passed": _("Passed"),
    "on_site": _("On site"),
    "stored": _("File"),
    "channel": _("Channel"),
    "seed": _("Seed"),
    "population": _("Drawn from"),
    "result": _("Found"),
    "is_on": _("In use"),
    "post": _("Number of the post"),
    "people": _("People mentioned"),
    "needs_answer": _("Needs an answer"),
    "answers": _("Answers a question"),
    "files": _("Files"),
    "ends_on": _("To be done by"),
    "claimed_for": _("Claimed for"),
    "segment": _("Segment"),
    "reply_by_on": _("Receipt wanted by"),
    "remind_days": _("Reminds so many working days before"),
    "recipients": _("Recipients"),
    "missing": _("Receipts missing"),
    "told": _("People told"),
    "way": _("Way"),
    "signer_name": _("Signed by"),
    "signed_on": _("Signed on"),
    "photos": _("Photos"),
    "lists": _("Check-lists"),
    "version": _("Version"),
    "items": _("Items"),
    "failed": _("Not passed"),
    "sheets": _("Sheets"),
    "points": _("Points"),
    "cap": _("At most a month"),
    "upheld": _("Upheld"),
    "project": _("Project"),
    "draw": _("Draw"),
    "drawn": pgettext("in the trail", "Drawn"),
    "of": _("Drawn from"),
    "method": _("Way"),
    "source": _("Source"),
    "purpose": _("Purpose"),
    "visit": _("Visit"),
    "visited": pgettext("in the trail", "Visited"),
    "checked": pgettext("in the trail", "Checked"),
    "targets": _("Targets"),
    "segments": _("Segments"),
    "question": pgettext("in the trail", "Question"),
    "kind": _("Kind"),
    "decision": _("Decided"),
    "demands": pgettext("in the trail", "Demands"),
    "enterprise": _("Enterprise"),
    "units": pgettext("in the trail", "Units"),
    "cases": pgettext("in the trail", "Cases"),
    "kept": pgettext("in the trail", "Kept"),
    "into": _("Merged into"),
    "new_due": _("New date"),
    "held": pgettext("in the trail", "Meeting"),
    "task": _("Task"),
    "tasks": pgettext("in the trail", "Tasks"),
    "milestone": _("Milestone"),
    "plan": _("Plan"),
    "leader": _("Leader"),
    "seat": _("Seat"),
    "is_anew": pgettext("in the trail", "Anew"),
    "sha256": _("Checksum"),
}
"""The names of what is kept; what is not named here is called as the field of its thing."""

_VALUES = {
    "decision": Decision.choices,
    "grade": Grade.choices,
    "grade_asked": Grade.choices,
    "kind": CampaignQuestion.Kind.choices,
    "method": Verification.Method.choices,
    "purpose": Attachment.Purpose.choices,
    "result": DrawnCase.Result.choices,
    "seat": SeatTerm.Seat.choices,
    "way": Receipt.Way.choices,
}
"""The values of what is no field of the thing, or a field without choices."""

_MOST_SAID = 8
_LONGEST = 120


def facts_of(entry: TrailEntry) -> list[tuple[str, str]]:
    """What was kept of the change, as names and values; ``[a, b]`` means from a to b."""
    kept = list(entry.changes.items())[:_MOST_SAID]
    return [_fact(_field(entry.subject_type, name), name, value) for name, value in kept]


def _field(subject_type: str, name: str):
    """The field of the thing that bears this name, if there is one."""
    try:
        return apps.get_model(subject_type)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None


def _fact(field, name: str, value) -> tuple[str, str]:
    said = FACTS.get(name) or capfirst(getattr(field, "verbose_name", name))
    choices = getattr(field, "choices", None) or _VALUES.get(name, ())
    labels = all_state_labels() | dict(Tier.choices) | dict(Outcome.choices)
    return str(said), _told(value, labels | dict(choices))


def _told(value, labels: dict) -> str:
    if isinstance(value, list) and len(value) == 2:
        return " → ".join(_told(one, labels) for one in value)
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, str):
        value = labels.get(value, value)
    text = "—" if value in (None, "") else str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
