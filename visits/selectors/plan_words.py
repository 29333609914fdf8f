"""A plan's figures and reasons as people read them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visits.models import PlanRow, TeamPlan, VisitTeam
from visits.planning.problem import Wish
from visits.planning.reasons import Why

WISHES = {
    Wish.TOWN: gettext_lazy("The town head serves their own town"),
    Wish.INDUSTRY: gettext_lazy("The department fits the industry"),
    Wish.RANK: gettext_lazy("Key enterprises get the higher leaders"),
    Wish.MOVE: gettext_lazy("The team stays the same"),
    Wish.LOAD: gettext_lazy("The load is even"),
}


def cost_by_wish(plan: TeamPlan) -> list[dict]:
    """Each wish with what it costs where it is not met, and how often that is."""
    return [
        {"label": label, "cost": cost, "unmet": unmet}
        for wish, label in WISHES.items()
        for cost, unmet in [plan.by_wish.get(wish, (0, 0))]
    ]


def reasons_told(rows: Iterable[PlanRow]) -> None:
    """Give each row ``told``: every wish not met, and why, in words; one query for all."""
    rows = list(rows)
    keys = {reason["team"] for row in rows for reason in row.reasons}
    names = {team.pk: str(team) for team in VisitTeam.objects.filter(pk__in=keys - {None})}
    for row in rows:
        row.told = [(WISHES[one["wish"]], _why(one, names)) for one in row.reasons]


def _why(reason: dict, names: dict[int, str]) -> str:
    sentences = {
        Why.NOBODY: _("no team could meet this"),
        Why.FULL: _("“%(team)s” could, but carries as much as it may"),
        Why.DEARER: _("“%(team)s” could, but the whole would cost %(more)+d"),
    }
    return sentences[reason["why"]] % {
        "team": names.get(reason["team"], ""),
        "more": reason["more"],
    }
