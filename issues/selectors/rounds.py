"""A case round by round: when each began and why, its date, the replies, the enterprise's word."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from issues.models import Case, Deadline, Reply, Verification
from issues.workflow import RESOLVING_STAGES


@dataclass
class Round:
    """One round; ``told`` holds its replies and words in the order in which they were given.

    ``opened_by`` is the word on the round before that opened this one.
    """

    number: int
    begun_at: datetime | None
    opened_by: Verification | None = None
    deadline: Deadline | None = None
    told: list[Reply | Verification] = field(default_factory=list)

    @property
    def outcome(self) -> str:
        """How the round stands towards its date."""
        row = self.deadline
        if row is None or row.is_open:
            return ""
        if row.cancelled_at:
            return _("taken back")
        return _("met in time") if row.was_met_in_time else _("met too late")


def rounds_of(
    case: Case,
    deadlines: Sequence[Deadline],
    replies: Sequence[Reply],
    words: Sequence[Verification],
) -> list[Round]:
    """The rounds, the present one first; one without a reply or a word only if there are several."""
    found = {
        number: Round(number, _begun_at(case, number, deadlines))
        for number in range(case.round, 0, -1)
    }
    for row in sorted(deadlines, key=lambda row: row.pk):
        if row.stage in RESOLVING_STAGES:
            found[row.round].deadline = row
    for one in sorted([*replies, *words], key=_told_at):
        found[one.round].told.append(one)
        if isinstance(one, Verification) and one.round < case.round:
            found[one.round + 1].opened_by = one
    rounds = list(found.values())
    return rounds if len(rounds) > 1 or rounds[0].told else []


def _begun_at(case: Case, number: int, deadlines: Sequence[Deadline]) -> datetime | None:
    """The first round begins with the dispatch, a later one with the step that opened it."""
    if number == 1:
        return case.dispatched_at
    return min((row.started_at for row in deadlines if row.round == number), default=None)


def _told_at(one: Reply | Verification) -> datetime:
    return one.submitted_at if isinstance(one, Reply) else one.recorded_at
