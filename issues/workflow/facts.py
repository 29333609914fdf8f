"""What moves need besides a state: facts on the case itself."""

from django.utils.translation import gettext_lazy as _

from core.workflow import Fact
from issues.workflow.stages import Asked

_OTHER_PARTS = _("This step does not fit a case with this responsibility.")

LED = Fact(_("a unit leads"), lambda case: bool(case.lead_unit_id), _OTHER_PARTS)
UNLED = Fact(_("no unit leads"), lambda case: not case.lead_unit_id, _OTHER_PARTS)
NOTHING_ASKED = Fact(
    _("nothing waits for a decision"),
    lambda case: not case.asked,
    _("Another request waits for a decision in this case. Wait for it."),
)


def waits(kind: Asked) -> Fact:
    """A request of this kind waits for its decision."""
    return Fact(
        _("it was asked for"),
        lambda case: case.asked == kind,
        _("There is nothing of the kind to decide. Reload to see where it stands."),
    )
