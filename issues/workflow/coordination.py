"""The moves by which a leader coordinates: a meeting, its minutes, the tasks it gives."""

from django.utils.translation import gettext_lazy as _

from core.workflow import Move
from issues.workflow.stages import Stage, State

_BEFORE_REPLY = (State.DISPATCHED, State.ACCEPTED, State.HANDLING)

COORDINATION_MOVES = (
    Move("convene", _("convene a meeting"), _BEFORE_REPLY, "", "issues.case_convene"),
    Move(
        "record_minutes",
        _("record the minutes"),
        _BEFORE_REPLY,
        "",
        "issues.case_record_minutes",
        starts=(Stage.TASK,),
    ),
    Move(
        "task_reply",
        _("reply to a task"),
        (State.TRIAGED, State.RETURNED, State.SUBMITTED, *_BEFORE_REPLY),
        "",
        "issues.case_task_reply",
    ),
)
