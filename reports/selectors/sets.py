"""Sets of cases by name: a number on a page and the list it opens are the same set."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet

from issues.models import Case
from issues.selectors.lights import cases_with_light
from reports.selectors.frames import Frame, cases_counted, cases_in_view
from reports.selectors.tallies import counts_of


@dataclass(frozen=True, slots=True)
class CaseSet:
    """Some of the cases of a frame. ``of_period``: of those dispatched in its period.

    ``by`` says by which date the cases are counted, where sets of several dates stand together.
    """

    key: str
    label: object
    condition: Callable[[Frame], Q] = lambda _frame: Q()
    of_period: bool = False
    light: str = ""
    by: object = ""

    def cases(self, frame: Frame) -> QuerySet[Case]:
        cases = self.among(frame).filter(self.condition(frame))
        return cases_with_light(cases, self.light, frame.now) if self.light else cases

    def among(self, frame: Frame) -> QuerySet[Case]:
        return cases_counted(frame) if self.of_period else cases_in_view(frame)


def in_period(column: str, frame: Frame) -> Q:
    """The instant of this column lies in the frame's period."""
    period = frame.period
    return Q(**{f"{column}__gte": period.since_at, f"{column}__lt": period.before_at})


def sets_of_period(frame: Frame, sets: Iterable[CaseSet]) -> Counter:
    """How many are in each set, by its key; of sets that the tallies keep."""
    return counts_of(frame, [one.key for one in sets])


def sets_counted(frame: Frame, sets: Iterable[CaseSet], *by: str) -> list[dict]:
    """How many are in each set, by its key, for each value of the columns ``by``: one statement.

    The sets must be of one mind about the period, and none by its light. Only the cases of any set
    are looked at, and the values of ``by`` that none of them has are left out.
    """
    sets = list(sets)
    conditions = {one.key: one.condition(frame) for one in sets}
    counts = {key: Count("pk", filter=condition) for key, condition in conditions.items()}
    rows = sets[0].among(frame)
    if all(conditions.values()):
        rows = rows.filter(reduce(or_, conditions.values()))
    return list(rows.values(*by).annotate(**counts)) if by else [rows.aggregate(**counts)]
