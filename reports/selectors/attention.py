"""What asks for a leader's eye: cases late now, on the supervision list, and what climbed."""

from django.db.models import Count, QuerySet

from issues.models import Case, Slip
from issues.models.ladder import Colour
from issues.selectors.lights import Light, cases_with_light, with_light_facts
from reports.rates import EXCLUDED
from reports.selectors.frames import Frame, cases_counted, cases_in_view, sees_all

SHOWN = 5
SLIP = "slip_"
ATTENTION = (Light.SUPERVISED, Light.LATE)
"""How the cases stand now, whatever the period."""
CLIMBED = tuple(f"{SLIP}{colour}" for colour in Colour)
"""Cases that got a supervision slip of this colour in the period."""
LEFT_OUT = "excluded"
"""Cases dispatched in the period and left out of the rates: withdrawn, or merged into another."""


def attention_cases(frame: Frame, key: str) -> QuerySet[Case]:
    """The cases behind one of ``ATTENTION`` or ``CLIMBED``, or ``LEFT_OUT``."""
    cases = cases_in_view(frame)
    if key == LEFT_OUT:
        return cases_counted(frame).filter(EXCLUDED)
    if key in CLIMBED:
        return cases.filter(pk__in=_slips(frame).filter(colour=key[len(SLIP) :]).values("case"))
    return cases_with_light(cases, key, frame.now)


def most_late(frame: Frame, key: str) -> list[Case]:
    """The few that have been waiting longest."""
    cases = with_light_facts(attention_cases(frame, key))
    return list(cases.select_related("enterprise", "lead_unit").order_by("due_at", "id")[:SHOWN])


def climbed_counts(frame: Frame) -> dict[str, int]:
    """How many cases got a slip of each colour in the period."""
    slips = _slips(frame)
    if frame.narrowed or not sees_all(frame.user):
        slips = slips.filter(case__in=cases_in_view(frame))
    counted = slips.order_by().values_list("colour").annotate(Count("case", distinct=True))
    found = {f"{SLIP}{colour}": number for colour, number in counted}
    return {key: found.get(key, 0) for key in CLIMBED}


def _slips(frame: Frame) -> QuerySet[Slip]:
    period = frame.period
    return Slip.objects.filter(taken_at__gte=period.since_at, taken_at__lt=period.before_at)
