"""One search over cases, hazards, what was looked into, and enterprises: the first few of each."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.access import has_permission
from core.paging import CAP, Count, capped_count
from enterprises.models import Enterprise
from enterprises.selectors import likeliest_first
from issues.filters import DemandFilter, IssueFilter
from issues.models import Case
from issues.selectors.lights import with_light_facts
from safety.filters import HazardFilter
from safety.filters_of_orders import InquiryFilter
from safety.models import Inquiry
from safety.selectors.inquiries import inquiries_listed

SHOWN = 5
BEFORE, AFTER = 16, 48
"""So many signs of a long text stand around the first hit."""
SEARCHES = (Case.view_permission, Enterprise.view_permission)
"""Who has any of these may search."""


@dataclass(frozen=True)
class Way:
    """A list of all that was found, and how many that are."""

    label: object
    url: str
    count: Count


@dataclass(frozen=True)
class Group:
    key: str
    label: object
    rows: list
    ways: list[Way]


_CASE_GROUPS = (
    (
        "cases",
        _("Issues and demands"),
        (
            (_("All issues"), "issues:issue_list", IssueFilter),
            (_("All demands"), "issues:demand_list", DemandFilter),
        ),
    ),
    ("hazards", _("Hazards"), ((_("All hazards"), "safety:ledger", HazardFilter),)),
)


def search_groups(*, user, words: str) -> list[Group]:
    """What this person may see of what ``words`` mean, by kind; without what is empty."""
    groups = []
    if has_permission(user, Case.view_permission):
        groups += [_case_group(user, words, *group) for group in _CASE_GROUPS]
    if has_permission(user, Inquiry.view_permission):
        groups.append(_inquiries(user, words))
    if has_permission(user, Enterprise.view_permission):
        groups.append(_enterprises(user, words))
    return [group for group in groups if group.rows]


def _case_group(user, words: str, key: str, label, lists) -> Group:
    newest, ways = [], []
    for name, url_name, kind in lists:
        keys = _newest(kind({"q": words}, user=user).qs)
        newest += keys[:SHOWN]
        if keys:
            ways.append(_way(name, url_name, words, Count(min(len(keys), CAP), len(keys) > CAP)))
    return Group(key, label, _cases(sorted(newest)[::-1][:SHOWN], words), ways)


def _newest(cases: QuerySet[Case]) -> list[int]:
    """Their keys, no more than can be counted."""
    return list(cases.order_by("-pk").values_list("pk", flat=True)[: CAP + 1])


def _cases(keys: list[int], words: str) -> list[Case]:
    """The cases with ``excerpt``: what stands around the word in a text that is not shown."""
    cases = with_light_facts(Case.objects.filter(pk__in=keys)).order_by("-pk")
    related = cases.select_related("enterprise", "lead_unit").prefetch_related("replies")
    found = list(related.defer("search", "enterprise__search", "enterprise__scope"))
    for case in found:
        case.excerpt = _excerpt(case, words.split())
    return found


def _excerpt(case: Case, words: list[str]) -> str:
    shown = f"{case.number} {case.title} {case.enterprise.name}".lower()
    missing = [word.lower() for word in words if word.lower() not in shown]
    texts = (case.description, case.root_cause, *(reply.text for reply in case.replies.all()))
    around = (_around(text, word) for text in texts for word in missing)
    return next(filter(None, around), "")


def _around(text: str, word: str) -> str:
    """The text around the first place of ``word``; empty if it is not there."""
    text = " ".join(text.split())
    at = text.lower().find(word)
    if at < 0:
        return ""
    first, last = max(0, at - BEFORE), at + len(word) + AFTER
    return f"{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}"


def _inquiries(user, words: str) -> Group:
    """Safety-responsibility inspections that this person may read: those of others are not there."""
    found = InquiryFilter({"q": words}, queryset=inquiries_listed(user=user)).qs
    rows = list(found.order_by("-pk")[: SHOWN + 1])
    count = capped_count(found) if len(rows) > SHOWN else Count(len(rows), False)
    label = _("Safety-responsibility inspections")
    ways = [_way(_("All safety-responsibility inspections"), "safety:inquiries", words, count)]
    return Group("inquiries", label, rows[:SHOWN], ways)


def _enterprises(user, words: str) -> Group:
    found = likeliest_first(user=user, words=words)
    rows = list(found[: SHOWN + 1])
    count = capped_count(found) if len(rows) > SHOWN else Count(len(rows), False)
    ways = [_way(_("All enterprises"), "enterprises:list", words, count)]
    return Group("enterprises", _("Enterprises"), rows[:SHOWN], ways)


def _way(label, url_name: str, words: str, count: Count) -> Way:
    return Way(label, f"{reverse(url_name)}?{urlencode({'q': words})}", count)
