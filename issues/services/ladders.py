"""The ladder as policy: a new version takes the place of the one in force, none is edited.

Deadlines that run keep their ladder; those that start from then on climb the new one.
"""

from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import require
from core.audit import record
from core.errors import NotNow, NotSo
from issues.models import LadderPolicy, LadderRung
from issues.models.ladder import Colour

MOST_STEPS = 6
_UPWARD = list(LadderRung.Recipient)
_DARKER = list(Colour)


class Step(NamedTuple):
    """One step as it is decided; its level follows from its place."""

    offset: int
    at_opening: bool
    recipient: str
    colour: str


@transaction.atomic
def ladder_replace(
    *, actor, steps: list[Step], name: str, kind="", grade="", category=None, seen=None
) -> LadderPolicy:
    """Put these steps in force for the cases of this scope, lowest first.

    ``seen`` is the ladder the actor replaces, None where the scope has none yet. NotNow if that
    has changed meanwhile; NotSo for steps that are no ladder, with the step's place in ``fields``.
    """
    require(actor, "issues.policy_manage")
    steps_check(steps)
    same = LadderPolicy.objects.filter(kind=kind, grade=grade, category=category)
    before = same.select_for_update().filter(is_current=True).first()
    _check_seen(before, seen)
    same.filter(is_current=True).update(is_current=False)
    newest = same.order_by("-version").first()
    ladder = LadderPolicy.objects.create(
        name=name,
        kind=kind,
        grade=grade,
        category=category,
        version=newest.version + 1 if newest else 1,
        since_at=timezone.now(),
    )
    LadderRung.objects.bulk_create(
        LadderRung(policy=ladder, level=level, **step._asdict())
        for level, step in enumerate(steps, start=1)
    )
    record(
        actor=actor,
        subject=ladder,
        action="ladder_replace",
        at=ladder.since_at,
        before=before and before.version,
        steps=[list(step) for step in steps],
    )
    return ladder


def _check_seen(before: LadderPolicy | None, seen: LadderPolicy | None) -> None:
    if before and seen is None:
        raise NotSo(
            _("There is a ladder for these cases already. Change that one."), fields={"about": ""}
        )
    if before != seen:
        raise NotNow(_("This version was replaced meanwhile. Open the one in force."))


@transaction.atomic
def ladder_withdraw(*, actor, ladder: LadderPolicy) -> None:
    """Let the cases of this scope climb the more general ladder again; never the general one."""
    require(actor, "issues.policy_manage")
    if ladder.is_general:
        raise NotNow(_("The ladder for all cases can be replaced, but not withdrawn."))
    if not LadderPolicy.objects.filter(pk=ladder.pk, is_current=True).update(is_current=False):
        raise NotNow(_("This version was replaced meanwhile. Open the one in force."))
    record(actor=actor, subject=ladder, action="ladder_withdraw")


_ORDER = gettext_lazy("A step must come later than the one before it.")
_DAY_OFF = gettext_lazy(
    "If the due day is a day off, this step would come before the one before it. Choose the close of that day."
)
_TOO_EARLY = gettext_lazy("Before the time limit has passed a step can only be blue.")
_PALER = gettext_lazy("A later step cannot be of a lower colour than the one before it.")
_DOWNWARD = gettext_lazy("A later step cannot go to a lower post than the one before it.")


def steps_check(steps: list[Step]) -> None:
    """Raise NotSo unless the steps climb: later, higher and no paler from one to the next."""
    if not 1 <= len(steps) <= MOST_STEPS:
        raise NotSo(_("A ladder has from 1 to %(most)s steps.") % {"most": MOST_STEPS})
    for place, step in enumerate(steps):
        fault = _fault(steps[place - 1] if place else None, step)
        if fault:
            raise NotSo(str(fault), fields={f"step-{place}": str(fault)})


def _fault(before: Step | None, step: Step):
    if step.colour != Colour.BLUE and _moment(step) < (0, True):
        return _TOO_EARLY
    if before is None:
        return None
    faults = (
        (_moment(step) <= _moment(before), _ORDER),
        (_from_day_off(step) < _from_day_off(before), _DAY_OFF),
        (_DARKER.index(step.colour) < _DARKER.index(before.colour), _PALER),
        (_UPWARD.index(step.recipient) < _UPWARD.index(before.recipient), _DOWNWARD),
    )
    return next((text for is_so, text in faults if is_so), None)


def _moment(step: Step) -> tuple[int, bool]:
    """Sorts the steps of a deadline that is due on a working day."""
    return step.offset, not step.at_opening


def _from_day_off(step: Step) -> tuple[int, bool]:
    """The same for one due on a day off: from there the next working day is day 0, and day 1."""
    return step.offset - (step.offset > 0), not step.at_opening
