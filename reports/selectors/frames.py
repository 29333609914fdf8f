"""What figures are about, and the cases that come into question for all of them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from core.access import condition_for
from issues.models import CampaignMark, Case
from reports.periods import Period

PERMISSION = "reports.figures_view"


@dataclass(frozen=True)
class Frame:
    """What figures are about: whose view, which days, which kind of case or campaign, as of when."""

    user: object
    period: Period
    now: datetime
    kind: str = ""
    campaign: CampaignMark | None = None

    @property
    def narrowed(self) -> dict[str, str]:
        """Which cases of the period; empty for all of them."""
        asked = {"kind": self.kind, "campaign": str(self.campaign.pk) if self.campaign else ""}
        return {name: value for name, value in asked.items() if value}

    @property
    def address(self) -> dict[str, str]:
        """What a link needs to ask for the same again."""
        return {**self.period.address, **self.narrowed}

    @property
    def list_filter(self) -> dict[str, str]:
        """The same cases in the words of the lists' filter."""
        days = {"dispatched_after": self.period.since_on, "dispatched_before": self.period.until_on}
        return {**days, **self.narrowed}


def cases_in_view(frame: Frame) -> QuerySet[Case]:
    """The cases of the frame's kind and campaign whose figures its person may see, of any day."""
    return Case.objects.allowing(frame.user, PERMISSION).order_by().filter(**frame.narrowed)


def sees_all(user) -> bool:
    """Whether no case is out of this person's view."""
    return condition_for(Case, user, PERMISSION) == Q()


def cases_counted(frame: Frame) -> QuerySet[Case]:
    """The cases of the frame: those dispatched in its period."""
    return cases_in_view(frame).filter(
        dispatched_at__gte=frame.period.since_at, dispatched_at__lt=frame.period.before_at
    )
