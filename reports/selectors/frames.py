"""What figures are about, and the cases that come into question for all of them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from core.access import condition_for
from issues.models import Case
from reports.periods import Period

PERMISSION = "reports.figures_view"


@dataclass(frozen=True)
class Frame:
    """What figures are about: whose view, which days, which kind of case, as things stand when."""

    user: object
    period: Period
    now: datetime
    kind: str = ""

    @property
    def address(self) -> dict[str, str]:
        """What a link needs to ask for the same again."""
        return {**self.period.address, **({"kind": self.kind} if self.kind else {})}

    @property
    def list_filter(self) -> dict[str, str]:
        """The same cases in the words of the lists' filter."""
        days = {"dispatched_after": self.period.since_on, "dispatched_before": self.period.until_on}
        return {**days, **({"kind": self.kind} if self.kind else {})}


def cases_in_view(*, user, kind: str = "") -> QuerySet[Case]:
    """The cases whose figures this person may see."""
    cases = Case.objects.allowing(user, PERMISSION).order_by()
    return cases.filter(kind=kind) if kind else cases


def sees_all(user) -> bool:
    """Whether no case is out of this person's view."""
    return condition_for(Case, user, PERMISSION) == Q()


def cases_counted(frame: Frame) -> QuerySet[Case]:
    """The cases of the frame: those dispatched in its period."""
    return cases_in_view(user=frame.user, kind=frame.kind).filter(
        dispatched_at__gte=frame.period.since_at, dispatched_at__lt=frame.period.before_at
    )
