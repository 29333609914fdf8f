from django.db.models import Q, QuerySet

from core.access import condition_for
from issues.models import Case, Slip


def slips_addressed(*, user) -> QuerySet[Slip]:
    """The slips that name this person."""
    return Slip.objects.filter(recipient=user).select_related("case")


def slips_listed(*, user) -> QuerySet[Slip]:
    """The slips a person may see: those addressed to them, and those of cases ``slip_view`` reaches."""
    condition = condition_for(Case, user, "issues.slip_view")
    if condition is None:
        found = Slip.objects.filter(recipient=user)
    elif condition:
        cases = Case.objects.filter(condition)
        found = Slip.objects.filter(Q(recipient=user) | Q(case__in=cases))
    else:
        found = Slip.objects.all()
    return found.select_related("case", "organization", "recipient", "position", "deadline").defer(
        "case__search", "case__description", "case__root_cause"
    )
