from django.db.models import Count, Q, QuerySet

from core.fields import matching
from issues.models import Case
from issues.selectors.ball import ball_of
from visits.access import own_visits
from visits.models import Finding, Visit


def visits_listed(*, user) -> QuerySet[Visit]:
    """What the list shows, before its filter."""
    return _with_facts(Visit.objects.visible_to(user))


def _with_facts(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    facts = visits.select_related("enterprise__town", "team", "logged_by", "unit")
    return facts.defer(
        "search", "situation", "root_cause", "decision", "enterprise__search", "enterprise__scope"
    )


def findings_counted(visits: list[Visit]) -> dict[int, int]:
    """Visit → how many findings it brought; one query for a page of visits."""
    counted = Finding.objects.filter(visit__in=visits).values_list("visit").annotate(Count("pk"))
    return dict(counted)


def visits_found_by(words: str) -> Q:
    """The visits a search means: each word in the number, enterprise, situation or root cause."""
    condition = Q()
    for word in words.split():
        condition &= _holds(word)
    return condition


def _holds(word: str) -> Q:
    """The bigrams narrow by index; the texts themselves decide."""
    holds = matching("contains", word)
    if len(word) == 1:
        return Q(**{f"enterprise__name__{holds}": word})
    texts = ("enterprise__name", "situation", "root_cause")
    exactly = Q(*((f"{text}__{holds}", word) for text in texts), _connector=Q.OR)
    return Q(search__finds=word) & (exactly | Q(number__contains=word.upper()))


def visits_mine(user) -> Q:
    """The visits this person logged or took part in."""
    return own_visits(user, frozenset())


def my_recent_visits(*, user, limit: int = 5) -> QuerySet[Visit]:
    """The person's own visits, the latest first: for the home page."""
    return visits_listed(user=user).filter(visits_mine(user))[:limit]


def findings_of(*, visit: Visit, user) -> list[Finding]:
    """The visit's findings, each with its case, who has the ball (``held``), and ``is_visible``."""
    related = ("case__lead_unit", "case__oversight_unit", "case__handler")
    findings = list(
        visit.findings.select_related(*related)
        .prefetch_related("case__deadlines")
        .defer("case__search")
    )
    visible = set(
        Case.objects.visible_to(user)
        .filter(pk__in=[finding.case_id for finding in findings])
        .values_list("pk", flat=True)
    )
    for finding in findings:
        finding.is_visible = finding.case_id in visible
        finding.held = ball_of(finding.case, list(finding.case.deadlines.all()))
    return findings


def visits_following(*, visit: Visit, user) -> QuerySet[Visit]:
    """The visits that followed this one up, the earliest first, as far as this person sees them."""
    found = Visit.objects.visible_to(user).filter(follows=visit)
    return found.select_related("logged_by", "unit").defer("search").order_by("visited_at", "pk")


def visits_about_case(*, case: Case, user) -> list[Visit]:
    """After the one that brought the case: those that followed it up, or asked about the case."""
    after = Q(follows__findings__case=case) | Q(checks__verification__case=case)
    found = Visit.objects.visible_to(user).filter(pk__in=Visit.objects.filter(after).values("pk"))
    related = found.select_related("logged_by", "unit").defer("search")
    return list(related.order_by("visited_at", "pk"))


def visit_of_case(*, case: Case, user) -> Visit | None:
    """The visit that brought the case, if this person may see it."""
    visits = Visit.objects.visible_to(user).filter(findings__case=case)
    return visits.select_related("logged_by", "unit").defer("search").first()
