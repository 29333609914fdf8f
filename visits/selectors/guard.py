"""The burden of an enterprise before one more visit: what was, what may be, who else comes."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from calendars.names import why_day
from calendars.selectors import load_calendar
from enterprises.models import Enterprise
from issues.models import Case
from visits.models import PlannedVisit, Visit, VisitCap
from visits.models.planned import shown_to
from visits.workflow import PlannedState

AROUND = timedelta(days=14)
"""Others' plans so many days before and after are shown, with an offer to join."""
SHOWN = 5


@dataclass(frozen=True)
class Burden:
    """How often an enterprise was and is to be visited for a purpose in a year, and how often it may.

    ``most`` is None where nothing is capped.
    """

    purpose: str
    year: int
    made: int
    planned: int
    most: int | None

    @property
    def counted(self) -> int:
        return self.made + self.planned

    @property
    def next(self) -> int:
        """Which one it would be this year."""
        return self.counted + 1

    @property
    def is_over(self) -> bool:
        """Whether one more is more than the cap."""
        return self.most is not None and self.counted >= self.most


@dataclass(frozen=True)
class Guard:
    """What a planner is shown beside the enterprise (domain, section 7)."""

    enterprise: Enterprise
    planned_on: date
    burden: Burden
    visits: int
    inspections: int
    open_cases: list[Case]
    open_count: int
    others: list[PlannedVisit]
    day_off: str


def cap_of(*, enterprise: Enterprise, purpose: str) -> int | None:
    """The most in a year; the cap of the enterprise's risk colour before the general one."""
    caps = VisitCap.objects.filter(purpose=purpose, risk__in={"", enterprise.risk})
    most = dict(caps.values_list("risk", "most"))
    return most.get(enterprise.risk, most.get(""))


def burden_of(
    *, user, enterprise: Enterprise, purpose: str, year: int, besides: PlannedVisit | None = None
) -> Burden:
    """Visits logged and plans that stand; ``besides`` is left out. What is hidden is not betrayed.

    A plan whose day went by counts no more, unless somebody checked in: then it is to be logged.
    """
    to_be_made = Q(planned_on__gte=timezone.localdate()) | Q(checked_in_at__isnull=False)
    made = Visit.objects.filter(enterprise=enterprise, purpose=purpose, visited_at__year=year)
    planned = PlannedVisit.objects.filter(
        shown_to(user),
        to_be_made,
        enterprise=enterprise,
        purpose=purpose,
        planned_on__year=year,
        state=PlannedState.PLANNED,
    )
    if besides:
        planned = planned.exclude(pk=besides.pk)
    most = cap_of(enterprise=enterprise, purpose=purpose)
    return Burden(purpose, year, made.count(), planned.count(), most)


def guard_for(
    *,
    user,
    enterprise: Enterprise,
    purpose: str,
    planned_on: date,
    besides: PlannedVisit | None = None,
) -> Guard:
    """All that is to be known before a visit is planned; cases as far as this person sees them."""
    year = Visit.objects.filter(enterprise=enterprise, visited_at__year=planned_on.year)
    purposes = list(year.values_list("purpose", flat=True))
    cases = Case.objects.visible_to(user).filter(enterprise=enterprise, closed_at__isnull=True)
    return Guard(
        enterprise=enterprise,
        planned_on=planned_on,
        burden=burden_of(
            user=user,
            enterprise=enterprise,
            purpose=purpose,
            year=planned_on.year,
            besides=besides,
        ),
        visits=purposes.count(Visit.Purpose.SERVICE),
        inspections=purposes.count(Visit.Purpose.INSPECTION),
        open_cases=list(cases.select_related("lead_unit").defer("search")[:SHOWN]),
        open_count=cases.count(),
        others=others_around(
            user=user, enterprise=enterprise, planned_on=planned_on, besides=besides
        ),
        day_off=day_off_told(planned_on),
    )


def others_around(
    *, user, enterprise: Enterprise, planned_on: date, besides: PlannedVisit | None = None
) -> list[PlannedVisit]:
    """Plans around the day, each with whether this person goes (``goes``) or may join (``joinable``)."""
    found = _near(user, enterprise, planned_on)
    if besides:
        found = found.exclude(pk=besides.pk)
    plans, today = list(found), timezone.localdate()
    for planned in plans:
        goers = {row.person_id for row in planned.rows.all()} | {planned.planned_by_id}
        planned.goes = user.pk in goers
        stands = planned.state == PlannedState.PLANNED and planned.planned_on >= today
        planned.joinable = stands and not planned.goes
    return plans


def _near(user, enterprise: Enterprise, day: date) -> QuerySet[PlannedVisit]:
    within = PlannedVisit.objects.upcoming().filter(
        shown_to(user), enterprise=enterprise, planned_on__range=(day - AROUND, day + AROUND)
    )
    related = within.select_related("enterprise", "team", "unit", "planned_by")
    return related.prefetch_related("rows").defer("enterprise__search").order_by("planned_on", "id")


def day_off_told(day: date) -> str:
    """Why nobody works on the day; nothing on a working day or beyond the calendar."""
    calendar = load_calendar()
    if not calendar.reaches(day.year):
        return ""
    fact = calendar.day(day)
    return "" if fact.is_working else why_day(fact)
