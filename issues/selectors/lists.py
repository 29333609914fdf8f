"""The rows of the four lists before any filter, and the words by which a case is found."""

import re
from collections import Counter

from django.db.models import Prefetch, Q, QuerySet

from core.access import condition_for
from core.paging import CAP, capped_count
from core.paging import Count as CappedCount
from issues.models import Case, Deadline, Responsibility
from issues.models.case import DUE_OR_NEVER
from issues.selectors.lights import with_deadline_facts, with_light_facts

_LONG = ("search", "description", "root_cause", "enterprise__search", "enterprise__scope")
_NUMBER = re.compile(r"[A-Z]{2}\d{2,14}")


def cases_listed(*, user) -> QuerySet[Case]:
    """The cases this person may see, with what a row of a list shows."""
    cases = with_light_facts(Case.objects.visible_to(user))
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
    """The rows whose case the person may see; who sees all cases pays for no look at them."""
    condition = condition_for(Case, user, Case.view_permission)
    if condition is None:
        return rows.none()
    return rows.filter(case__in=Case.objects.filter(condition)) if condition else rows


def found_by(words: str, *, at: str = "") -> Q:
    """The cases a search means: every word in the number, the title, the enterprise or the text.

    ``at`` is the way from the row to its case, such as ``"case__"``. Bigrams narrow by index and
    the texts decide, for bigrams may lie apart; a word of one character begins the title or name.
    """
    condition = Q()
    for word in words.split():
        condition &= _holds(word, at)
    return condition


def _holds(word: str, at: str) -> Q:
    if _NUMBER.fullmatch(word.upper()):
        return Q(**{f"{at}number__startswith": word.upper()})
    texts = (f"{at}title", f"{at}enterprise__name")
    if len(word) == 1:
        return Q(*((f"{text}__startswith", word) for text in texts), _connector=Q.OR)
    texts = (*texts, f"{at}description", f"{at}number")
    exactly = Q(*((f"{text}__icontains", word) for text in texts), _connector=Q.OR)
    return Q(**{f"{at}search__finds": word}) & exactly


def counts_by(queryset: QuerySet, field: str, values: list[str]) -> dict[str, CappedCount]:
    """How many rows hold each value, counted no further than a cap.

    One query while the whole stays under the cap, one capped query a value beyond it.
    """
    found = Counter(queryset.order_by().values_list(field, flat=True)[: CAP + 1])
    if sum(found.values()) <= CAP:
        return {value: CappedCount(found.get(value, 0), False) for value in values}
    return {value: capped_count(queryset.filter(**{field: value}), 1000) for value in values}
