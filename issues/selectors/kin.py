"""Cases that belong together: like ones, those under one, those that came of one."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from issues.models import Case
from issues.workflow import SOLVING_OUTCOMES, State

RELAPSE_WITHIN = timedelta(days=90)
"""A like case of the same enterprise so soon after closing came back (domain, section 4)."""
LIKE_FROM = 0.4
"""The share of common character pairs from which two titles are alike."""
SHOWN = 20

_ROLES = (
    ("parent", _("One kind of matter, led by")),
    ("merged_into", _("Merged into")),
    ("split_from", _("Split from")),
    ("relapse_of", _("Came back after")),
)
_CAME_OF = (
    ("parent", _("Cases under it")),
    ("merged_into", _("Merged into this one")),
    ("split_from", _("Split off")),
    ("relapse_of", _("Came back as")),
)


def kin_of(*, user, case: Case) -> list[tuple[object, list[Case]]]:
    """What the case page tells of other cases, by heading; only those the person may see."""
    ids = {name: getattr(case, f"{name}_id") for name, _label in _ROLES}
    tied = Q(pk__in=[pk for pk in ids.values() if pk])
    for name, _label in _CAME_OF:
        tied |= Q(**{name: case.pk})
    found = Case.objects.visible_to(user).filter(tied).select_related("enterprise")
    rows = list(found.defer("search").order_by("id")[:SHOWN])
    told = [(label, [row for row in rows if row.pk == ids[name]]) for name, label in _ROLES]
    told += [
        (label, [row for row in rows if getattr(row, f"{name}_id") == case.pk])
        for name, label in _CAME_OF
    ]
    return [(label, cases) for label, cases in told if cases]


def relapse_for(case: Case) -> Case | None:
    """The solved case of the same enterprise, closed in the last 90 days, that this one repeats."""
    ended = set(case.workflow.final) - {State.WITHDRAWN, State.MERGED}
    solved = Case.objects.filter(
        ~Q(state=State.CLOSED) | Q(outcome__in=SOLVING_OUTCOMES),
        enterprise=case.enterprise_id,
        kind=case.kind,
        state__in=ended,
        closed_at__gt=case.registered_at - RELAPSE_WITHIN,
        closed_at__lte=case.registered_at,
    )
    return next((one for one in solved.order_by("-closed_at") if _are_alike(case, one)), None)


def _are_alike(case: Case, other: Case) -> bool:
    """The same category where both have one, else titles that share enough pairs of characters."""
    if case.category_id and other.category_id:
        return case.category_id == other.category_id
    mine, theirs = _pairs(case.title), _pairs(other.title)
    return len(mine & theirs) >= LIKE_FROM * max(1, min(len(mine), len(theirs)))


def _pairs(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)}


def merge_targets(*, user, case: Case) -> QuerySet[Case]:
    """Open cases of the same enterprise and kind into which this one may be merged."""
    cases = Case.objects.allowing(user, "issues.case_merge").filter(
        enterprise=case.enterprise_id, kind=case.kind, closed_at__isnull=True
    )
    return cases.exclude(pk=case.pk).exclude(state=State.MERGED).order_by("-id")


def parents_for(*, user, case: Case) -> QuerySet[Case]:
    """Open cases of the same kind that may lead this one: they stand under no other themselves."""
    cases = Case.objects.allowing(user, "issues.case_group").filter(
        kind=case.kind, closed_at__isnull=True, parent__isnull=True
    )
    return cases.exclude(pk=case.pk).exclude(state=State.MERGED).order_by("-id")


def children_to_answer(case: Case) -> QuerySet[Case]:
    """The cases under this one that wait for an answer still."""
    move = case.workflow.move("answer_with_parent")
    return case.children.filter(state__in=move.sources).select_related("enterprise").order_by("id")
