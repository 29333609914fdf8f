"""What every page about an enterprise's cases tells."""

from issues.models import Case
from issues.selectors.follow import Round, milestones_of, next_of


def told_of(case: Case, rounds: list[Round]) -> dict:
    """What the pages tell an enterprise of its case."""
    return {
        "case": case,
        "rounds": rounds,
        "milestones": milestones_of(case, rounds),
        "next": next_of(case),
        "office": case.oversight_unit,
    }
