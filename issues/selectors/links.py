from issues.models import Case, WordLink


def link_by_token(token: str) -> WordLink | None:
    """The link with what its page needs, or None for a wrong token."""
    links = WordLink.objects.by_token(token).select_related(
        "case__enterprise", "case__lead_unit", "case__oversight_unit"
    )
    return links.defer("case__search", "case__enterprise__search").first()


def link_of_round(case: Case) -> WordLink | None:
    """The link in force for the round the case is in; None if there was never one."""
    return case.word_links.filter(round=case.round, superseded_at__isnull=True).first()
