"""For a leader: what I sponsor, what waits for my word, and the units in my charge."""

from dataclasses import dataclass

from django.db.models import QuerySet

from issues.models import Case, KeyTask
from reports.selectors.attention import most_late
from reports.selectors.board import Section, Tally, sections_of, tally_of
from reports.selectors.figures import Counts
from reports.selectors.frames import Frame
from reports.selectors.home import Group, over_caps, slips_to_sign, waiting_groups
from reports.selectors.known_sets import SPONSORED

WORD = ("decide_", "hazard_decide_", "hazard_approve_", "minutes")
"""How the keys of what waits begin where it waits for a decision, not for handling."""


@dataclass(frozen=True)
class LeaderBoard:
    sponsored: list[Tally]
    sponsored_worst: list[Case]
    key_tasks: QuerySet[KeyTask]
    waiting: list[Group]
    over_caps: Group | None
    slips: Group | None
    sections: list[Section]


def leader_board_of(frame: Frame) -> LeaderBoard:
    user = frame.user
    return LeaderBoard(
        sponsored=[tally_of(frame, one) for one in SPONSORED],
        sponsored_worst=most_late(frame, SPONSORED[0].key),
        key_tasks=KeyTask.objects.visible_to(user)
        .filter(leader__in=user.stands_for_ids, withdrawn_at__isnull=True)
        .select_related("organization")
        .order_by("ends_on", "pk"),
        waiting=[one for one in waiting_groups(user=user) if one.key.startswith(WORD)],
        over_caps=over_caps(user=user),
        slips=slips_to_sign(user=user),
        sections=[one for one in sections_of(Counts(frame)) if one.is_compared],
    )
