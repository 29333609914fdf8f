"""The rows of the four lists before any filter, and the words by which a case is found."""

import re
from collections import Counter
from typing import NamedTuple
from unicodedata import normalize

from django.db.models import OuterRef, Prefetch, Q, QuerySet

from core.access import listed_within
from core.fields import matching
from core.lookups import looked_up
from core.paging import CAP, capped_count
from core.paging import Count as CappedCount
from issues.models import Case, Deadline, Reply, Responsibility
from issues.models.case_indexes import DUE_OR_NEVER
from issues.selectors.lights import with_deadline_facts, with_light_facts

_LONG = ("search", "description", "root_cause", "enterprise__search", "enterprise__scope")
_NUMBER = re.compile(r"[A-Z]{2}\d{2,14}")


def cases_listed(*, user) -> QuerySet[Case]:
    """The cases this person may see, with what a row of a list shows."""
    cases = with_light_facts(Case.objects.listed_to(user))
    return (
        cases.annotate(due_key=DUE_OR_NEVER)
        .select_related("enterprise", "town", "lead_unit", "handler", "category")
        .defer(*_LONG)
    )


def responsibilities_listed(*, user) -> QuerySet[Responsibility]:
    """Each unit's present part in each case this person may see."""
    rows = _of_visible_cases(Responsibility.objects.filter(ended_at__isnull=True), user)
    cases = with_light_facts(Case.objects.select_related("enterprise", "town"))
    return rows.select_related("organization", "person").prefetch_related(
        Prefetch("case", cases.defer(*_LONG))
    )


def deadlines_listed(*, user) -> QuerySet[Deadline]:
    """The deadlines of the cases this person may see, without those that were taken back."""
    rows = Deadline.objects.filter(cancelled_at__isnull=True)
    rows = with_deadline_facts(_of_visible_cases(rows, user))
    return rows.select_related("organization", "case", "case__enterprise").defer(
        *(f"case__{name}" for name in _LONG)
    )


def _of_visible_cases(rows: QuerySet, user) -> QuerySet:
    return listed_within(rows, user=user, model=Case, permission=Case.view_permission, at="case")


def found_by(words: str, *, at: str = "") -> Q:
    """The cases a search means: every word in the number, the title, the enterprise or the texts.

    ``at`` is the way from the row to its case, such as ``"case__"``. Bigrams narrow by index and
    the texts decide, for bigrams may lie apart; a word of one character begins the title or name.
    """
    condition = Q()
    for word in words.split():
        condition &= _holds(word, at)
    return condition


def _holds(word: str, at: str) -> Q:
    number = normalize("NFKC", word).upper()
    if _NUMBER.fullmatch(number):
        return Q(**{f"{at}number__startswith": number})
    texts = (f"{at}title", f"{at}enterprise__name")
    if len(word) == 1:
        begins = matching("startswith", word)
        return Q(*((f"{text}__{begins}", word) for text in texts), _connector=Q.OR)
    texts = (*texts, f"{at}number", f"{at}description", f"{at}root_cause")
    holds = matching("contains", word)
    exactly = Q(*((f"{text}__{holds}", word) for text in texts), _connector=Q.OR)
    replied = Reply.objects.filter(**{"case": OuterRef(f"{at}pk"), f"text__{holds}": word})
    return Q(**{f"{at}search__finds": word}) & (exactly | Q(looked_up(replied)))


RARE = 20
"""A value that is not one in so many of the first rows is not searched for among all others."""


class PiledUp(NamedTuple):
    """The values that hold ever more rows, and what tells the rows of the others."""

    values: frozenset[str]
    others: Q


def counts_by(
    queryset: QuerySet, field: str, values: list[str], piled_up: PiledUp | None = None
) -> dict[str, CappedCount | None]:
    """How many rows hold each value, counted no further than a cap.

    One query while the whole stays under the cap, else one for the values not piled up, else a
    capped one each. Piled up values of which few rows are this person's say "at least so many" of
    what was come across, or None: nobody knows without a look at all the others.
    """
    first = _first_values(queryset, field)
    if first.total() <= CAP:
        return {value: CappedCount(first[value], False) for value in values}
    piled = piled_up.values if piled_up else frozenset(values)
    afoot = _first_values(queryset.filter(piled_up.others), field) if piled_up else first
    return {
        value: _piled_count(queryset.filter(**{field: value}), first[value])
        if value in piled
        else CappedCount(afoot[value], False)
        if afoot.total() <= CAP
        else capped_count(queryset.filter(**{field: value}), CAP)
        for value in values
    }


def _first_values(queryset: QuerySet, field: str) -> Counter:
    return Counter(queryset.order_by().values_list(field, flat=True)[: CAP + 1])


def _piled_count(queryset: QuerySet, seen: int) -> CappedCount | None:
    return _at_least(seen) if seen * RARE < CAP else capped_count(queryset, CAP)


def _at_least(number: int) -> CappedCount | None:
    """The number with all but its first digit gone: it is what was come across."""
    unit = 10 ** (len(str(number)) - 1)
    return CappedCount(number // unit * unit, True) if number else None
