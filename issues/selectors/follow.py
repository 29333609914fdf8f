"""What an enterprise is told of its own case: stages and dates in plain words, and the replies.

No names but the lead unit's, and nothing that was written for inside.
"""

from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import trail_of
from core.templatetags.times import time_in_words
from issues.models import Case, Verification
from issues.selectors.lights import SUSPENDED_STATE
from issues.workflow import Outcome, State

_NOT_GIVEN = (State.REGISTERED, State.TRIAGED, State.RETURNED)
_REACHED = {
    State.REGISTERED: 0,
    State.TRIAGED: 0,
    State.RETURNED: 0,
    State.DISPATCHED: 1,
    State.ACCEPTED: 2,
    State.REPLIED: 4,
    State.VERIFIED: 5,
    State.CLOSED: 6,
}
"""How far along the stages a state lies; any other means that the unit is at work."""
_AT_WORK = 3


class Milestone(NamedTuple):
    """A stage of the case: when it was reached, and whether it is where things stand now."""

    label: str
    at: datetime | None
    is_done: bool
    is_now: bool


class Round(NamedTuple):
    """What the enterprise was answered in one round, and what it said to that."""

    number: int
    reply: str
    replied_at: datetime | None
    word: Verification | None


def cases_followed(*, actor) -> QuerySet[Case]:
    """The cases the actor may follow, the newest first, with what their pages need."""
    cases = Case.objects.visible_to(actor).order_by("-id").defer("search", "enterprise__search")
    return cases.select_related("enterprise", "lead_unit", "oversight_unit")


def rounds_of(case: Case) -> list[Round]:
    """The rounds of the case, the first one first, each with its reply and the enterprise's word."""
    replies = {
        reply.round: (reply.text, reply.decided_at)
        for reply in case.replies.filter(is_approved=True)
    }
    words = {word.round: word for word in case.verifications.filter(after_closing=False)}
    if 1 not in replies:
        replies |= _on_the_spot(case)
    return [
        Round(number, *replies.get(number, ("", None)), words.get(number))
        for number in range(1, case.round + 1)
    ]


def _on_the_spot(case: Case) -> dict[int, tuple[str, datetime]]:
    """What was done while standing there is the reply of a case that was never dispatched."""
    done = trail_of(case).filter(action="solve_on_the_spot")
    return {entry.changes["round"]: (entry.note, entry.at) for entry in done}


def milestones_of(case: Case, rounds: list[Round]) -> list[Milestone]:
    """The stages from registration to closing; without a unit's where it was solved on the spot."""
    now, reached = rounds[-1], _REACHED.get(case.state, _AT_WORK)
    unit = case.lead_unit if case.lead_unit_id and case.state not in _NOT_GIVEN else None
    stages = [
        (0, _("Your matter is registered"), case.registered_at),
        (1, _("Given to %(unit)s") % {"unit": unit} if unit else _("Given to a unit"),
         case.dispatched_at if unit else None),
        (2, _("Taken up by the unit"), case.accepted_at if reached >= 2 else None),
        (3, _("Being worked on"), None),
        (4, _("The reply is there"), now.replied_at),
        (5, _("Your word"), now.word and now.word.recorded_at),
        (6, _("Closed"), case.closed_at),
    ]  # fmt: skip
    if case.dispatched_at is None and reached > _AT_WORK:
        stages = [stage for stage in stages if stage[0] not in (1, 2, 3)]
    current = _AT_WORK if reached == _AT_WORK else reached + 1
    return [
        Milestone(label, at, is_done=place < current, is_now=place == current)
        for place, label, at in stages
    ]


def stands(case: Case) -> str:
    """Where the case stands, in a few words."""
    if case.state in _NOT_GIVEN:
        return _("being assigned to a unit")
    words = {
        State.REPLIED: _("replied, waits for your word"),
        State.VERIFIED: _("your word is recorded"),
        State.CLOSED: _("closed"),
    }
    return words.get(case.state) or _("being worked on by %(unit)s") % {"unit": case.lead_unit}


def next_of(case: Case) -> str:
    """What comes next, in one or two sentences."""
    if case.state == SUSPENDED_STATE:
        return _("It cannot be solved under present policy. It stays open, and we come back to it.")
    if case.state in _NOT_GIVEN:
        return _("We are choosing the unit that answers for it.")
    if case.state == State.REPLIED:
        return _("There is a reply. We would like to hear whether it helps.")
    if case.state == State.VERIFIED:
        return _("Your word is recorded. The visit office looks at it and closes the case.")
    if case.state == State.CLOSED:
        ended = _("It ended as: %(outcome)s. We may come back to see whether it stays that way.")
        return ended % {"outcome": Outcome(case.outcome).label}
    return _at_work(case)


def _at_work(case: Case) -> str:
    facts, due_at = {"unit": case.lead_unit}, case.resolve_due_at
    if due_at is None:
        return _("%(unit)s is working on it.") % facts
    facts["date"] = time_in_words(timezone.localdate(due_at))
    if due_at > timezone.now():
        return _("%(unit)s is working on it. You get a reply by %(date)s at the latest.") % facts
    return (
        _(
            "%(unit)s is working on it. The reply was due on %(date)s; the visit office is pressing for it."
        )
        % facts
    )
