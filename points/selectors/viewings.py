"""Viewings: which one may see, how far the judges are, and what the marks come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, QuerySet

from points.models import Judge, ViewedProject, Viewing
from points.workflow import ViewingState

DROPPED_FROM = 5
"""From so many judges on, the highest and the lowest are dropped."""
FEWEST = 3
"""So many judges must have scored a project before the viewing is closed."""
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Result:
    """What a project came to, of 100, and of how many judges."""

    of_100: Decimal
    counted: int
    dropped: int


def viewings_listed(*, user) -> QuerySet[Viewing]:
    return Viewing.objects.visible_to(user).annotate(
        number_of_projects=Count("projects", distinct=True),
        number_of_judges=Count("seats", distinct=True),
    )


def seat_of(*, user, viewing: Viewing) -> Judge | None:
    """The seat of this person among the judges; None if they are none."""
    return viewing.seats.filter(person=user).first()


def projects_of(*, viewing: Viewing) -> list[ViewedProject]:
    """The projects with ``scored_by``, how many judges scored each; once closed, the best first."""
    projects = viewing.projects.select_related("unit").annotate(
        scored_by=Count("scores__judge", distinct=True)
    )
    is_closed = viewing.state == ViewingState.CLOSED
    return list(projects.order_by("-result" if is_closed else "id", "id"))


def scored_by_me(*, seat: Judge | None) -> set[int]:
    """The projects that this judge has scored."""
    return set(seat.scores.values_list("project", flat=True)) if seat else set()


def marks_of(*, seat: Judge, project: ViewedProject) -> dict[int, Decimal]:
    """The marks this judge gave the project, by criterion."""
    return dict(seat.scores.filter(project=project).values_list("criterion", "marks"))


def result_of(totals: Sequence[Decimal]) -> Result:
    """The mean of the judges' totals (of 100 each), without the highest and the lowest of many.

    At least one total.
    """
    ranked = sorted(totals)
    kept = ranked[1:-1] if len(ranked) >= DROPPED_FROM else ranked
    mean = sum(kept, Decimal(0)) / len(kept)
    return Result(
        of_100=mean.quantize(CENT, ROUND_HALF_UP),
        counted=len(kept),
        dropped=len(ranked) - len(kept),
    )


def totals_of(*, project: ViewedProject) -> list[Decimal]:
    """What each judge gave the project, of 100 marks."""
    most = sum(project.viewing.criteria.values_list("most", flat=True))
    totals: dict[int, Decimal] = {}
    for judge, marks in project.scores.values_list("judge", "marks"):
        totals[judge] = totals.get(judge, Decimal(0)) + marks
    return [100 * total / most for total in totals.values()]
