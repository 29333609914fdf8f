"""Who has the ball, and until when, in words: "waits for the bureau to accept, due … 17:30"."""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.templatetags.times import time_in_words
from issues.models import Case, Deadline
from issues.workflow import Stage, State


class Ball(NamedTuple):
    """In a state: whose turn it is, the sentence that says so, and the stage that is counted."""

    holder: Callable[[Case], object]
    sentence: object
    stage: str = ""


class Held(NamedTuple):
    """Who has the ball now, and the sentence about it."""

    holder: str
    sentence: str
    deadline: Deadline | None


def oversight(case: Case):
    return case.oversight_unit


def lead(case: Case):
    return case.lead_unit


def handler(case: Case):
    if not case.handler_id:
        return case.lead_unit
    return _("%(unit)s, %(person)s") % {"unit": case.lead_unit, "person": case.handler}


_balls: dict[str, Ball] = {
    State.REGISTERED: Ball(oversight, gettext_lazy("Waits for %(who)s to triage"), Stage.DISPATCH),
    State.TRIAGED: Ball(oversight, gettext_lazy("Waits for %(who)s to dispatch"), Stage.DISPATCH),
    State.DISPATCHED: Ball(lead, gettext_lazy("Waits for %(who)s to accept"), Stage.ACCEPT),
    State.RETURNED: Ball(
        oversight, gettext_lazy("Waits for %(who)s to decide the return"), Stage.RETURN_DECISION
    ),
    State.ACCEPTED: Ball(
        lead, gettext_lazy("Waits for %(who)s to name a handler"), Stage.FIRST_CONTACT
    ),
    State.HANDLING: Ball(
        handler, gettext_lazy("Waits for %(who)s to handle and reply"), Stage.RESOLVE
    ),
    State.SUBMITTED: Ball(
        lead, gettext_lazy("Waits for the head of %(who)s to approve the reply"), Stage.RESOLVE
    ),
    State.REPLIED: Ball(
        oversight, gettext_lazy("Waits for %(who)s to ask the enterprise"), Stage.VERIFY
    ),
    State.VERIFIED: Ball(oversight, gettext_lazy("Waits for %(who)s to close")),
    State.SUSPENDED: Ball(
        lead, gettext_lazy("Suspended; waits for %(who)s to look at it again"), Stage.REVIEW
    ),
    State.CLOSED: Ball(
        oversight, gettext_lazy("Closed; %(who)s makes a return visit"), Stage.RETURN_VISIT
    ),
}


def balls_add(balls: dict[str, Ball]) -> None:
    """Let a higher app say who has the ball in the states of its kind of case."""
    _balls.update(balls)


def ball_of(case: Case, deadlines: list[Deadline]) -> Held | None:
    """Who has the ball; None where nothing more is waited for. ``deadlines`` are the case's."""
    ball = _balls.get(case.state)
    if ball is None:
        return None
    open_row = next((row for row in deadlines if row.is_open and row.stage == ball.stage), None)
    if case.is_closed and open_row is None:
        return None
    holder = str(ball.holder(case) or case.oversight_unit)
    sentence = str(ball.sentence) % {"who": holder}
    if open_row:
        facts = {"sentence": sentence, "due": time_in_words(open_row.due_at)}
        sentence = _("%(sentence)s, due %(due)s") % facts
    return Held(holder, sentence, open_row)
