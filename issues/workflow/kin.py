"""The moves that tie cases together: merge, split, and one kind of matter (domain, section 4)."""

from django.utils.translation import gettext_lazy as _

from core.workflow import Fact, Move
from issues.workflow.stages import Stage, State

_UNANSWERED = (
    State.REGISTERED,
    State.TRIAGED,
    State.DISPATCHED,
    State.ACCEPTED,
    State.HANDLING,
)

HAS_PARENT = Fact(
    _("it stands under another case"),
    lambda case: case.parent_id is not None,
    _("The case stands under no other."),
)
NO_PARENT = Fact(
    _("it stands under no other case"),
    lambda case: case.parent_id is None,
    _("The case stands under another already. Take it out first."),
)

KIN_MOVES = (
    Move("merge", _("merge into another"), _UNANSWERED, State.MERGED, "issues.case_merge"),
    Move("split", _("split"), _UNANSWERED, "", "issues.case_split"),
    Move(
        "group",
        _("put under a case of its kind"),
        _UNANSWERED,
        "",
        "issues.case_group",
        when=(NO_PARENT,),
    ),
    Move("ungroup", _("take out"), _UNANSWERED, "", "issues.case_group", when=(HAS_PARENT,)),
    Move(
        "answer_with_parent",
        _("answered together"),
        _UNANSWERED,
        State.REPLIED,
        "issues.case_answer_with_parent",
        meets=(
            Stage.DISPATCH,
            Stage.ACCEPT,
            Stage.FIRST_CONTACT,
            Stage.SUPPORT_REPLY,
            Stage.RESOLVE,
        ),
        starts=(Stage.VERIFY,),
        when=(HAS_PARENT,),
    ),
)
