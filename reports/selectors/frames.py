"""What figures are about, and the cases that come into question for all of them."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Q, QuerySet

from core.access import condition_for
from issues.models import CampaignMark, Case
from issues.workflow import Kind
from organizations.models import Organization
from organizations.peers import groups_of_units
from reports.access import FIGURES
from reports.periods import Period

PERMISSION = FIGURES


@dataclass(frozen=True)
class Frame:
    """What figures are about: whose view, which days, kind, campaign or unit, as of when."""

    user: object
    period: Period
    now: datetime
    kind: str = ""
    campaign: CampaignMark | None = None
    unit: Organization | None = None
    """A department or town: what it leads, itself or by a unit below it."""

    @property
    def narrowed(self) -> dict[str, str]:
        """Which cases of the period; empty for all of them."""
        asked = {
            "kind": self.kind,
            "campaign": str(self.campaign.pk) if self.campaign else "",
            "unit": str(self.unit.pk) if self.unit else "",
        }
        return {name: value for name, value in asked.items() if value}

    @property
    def in_words(self) -> str:
        """What the figures are about, as a paper says it."""
        kind = Kind(self.kind).label if self.kind else ""
        return "；".join(str(one) for one in (self.period, kind, self.campaign, self.unit) if one)

    @property
    def condition(self) -> Q:
        """The same as a condition on a case."""
        asked = Q(**{name: value for name, value in self.narrowed.items() if name != "unit"})
        return asked & Q(lead_unit__in=self.units) if self.unit else asked

    @cached_property
    def units(self) -> list[int]:
        """The units of ``unit``: itself and those below that count with it."""
        return groups_of_units().members_of(self.unit.pk)

    @property
    def address(self) -> dict[str, str]:
        """What a link needs to ask for the same again."""
        return {**self.period.address, **self.narrowed}

    @property
    def list_filter(self) -> dict[str, str]:
        """The same cases in the words of the lists' filter."""
        days = {"dispatched_after": self.period.since_on, "dispatched_before": self.period.until_on}
        return {**days, **{k: v for k, v in self.narrowed.items() if k != "unit"}}


def cases_in_view(frame: Frame) -> QuerySet[Case]:
    """The cases of the frame's kind, campaign and unit whose figures its person may see, of any day."""
    return Case.objects.allowing(frame.user, PERMISSION).order_by().filter(frame.condition)


def sees_all(user) -> bool:
    """Whether no case is out of this person's view."""
    return condition_for(Case, user, PERMISSION) == Q()


def cases_counted(frame: Frame) -> QuerySet[Case]:
    """The cases of the frame: those dispatched in its period."""
    return cases_in_view(frame).filter(
        dispatched_at__gte=frame.period.since_at, dispatched_at__lt=frame.period.before_at
    )
