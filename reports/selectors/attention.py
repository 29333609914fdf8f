"""What asks for a leader's eye: what climbed the ladder, and what has been late longest."""

from django.db.models import Count

from issues.models import Case
from issues.selectors.lights import with_light_facts
from reports.selectors.frames import Frame, cases_in_view, sees_all
from reports.selectors.known_sets import CLIMBED, SETS, slips_of

SHOWN = 5


def most_late(frame: Frame, key: str) -> list[Case]:
    """The few that have been waiting longest."""
    cases = with_light_facts(SETS[key].cases(frame))
    return list(cases.select_related("enterprise", "lead_unit").order_by("due_at", "id")[:SHOWN])


def climbed_counts(frame: Frame) -> dict[str, int]:
    """How many cases got a slip of each colour in the period."""
    slips = slips_of(frame)
    if frame.narrowed or not sees_all(frame.user):
        slips = slips.filter(case__in=cases_in_view(frame))
    counted = slips.order_by().values_list("colour").annotate(Count("case", distinct=True))
    found = {f"slip_{colour}": number for colour, number in counted}
    return {one.key: found.get(one.key, 0) for one in CLIMBED}
