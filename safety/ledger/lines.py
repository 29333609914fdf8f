"""A hazard as one line of the ledger: field → what stands in its column."""

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from issues.models import Case
from safety.models import Acceptance, RectificationPlan
from safety.workflow import Grade


def with_line_facts(cases: QuerySet[Case]) -> QuerySet[Case]:
    """What a line needs besides the row itself: a fixed number of queries for a chunk of cases."""
    plans = RectificationPlan.objects.filter(superseded_at__isnull=True).order_by("-id")
    passed = Acceptance.objects.filter(passed=True).select_related("acceptor", "acceptor_unit")
    return (
        cases.defer(None)
        .defer("search", "enterprise__search", "enterprise__scope")
        .select_related("registered_by", "hazard__submitted_by")
        .prefetch_related(
            Prefetch("rectification_plans", plans, to_attr="plans_standing"),
            Prefetch("acceptances", passed, to_attr="acceptances_passed"),
        )
    )


def told(case: Case) -> str:
    """What is dangerous, in one text: the title, and the situation where it says more."""
    more = case.description.strip()
    return more if more.startswith(case.title) else "：".join(filter(None, (case.title, more)))


def line_of(case: Case) -> dict:
    """The line of a hazard; needs ``with_line_facts``."""
    hazard = case.hazard
    plan = next(iter(case.plans_standing), None)
    return {
        "number": case.number,
        "enterprise": case.enterprise.name,
        "uscc": case.enterprise.uscc or "",
        "town": _name(case.town),
        "found_on": timezone.localdate(case.registered_at),
        "found_by": _name(case.registered_by),
        "place": hazard.place,
        "description": told(case),
        "field": str(hazard.get_field_display()),
        "level": str(Grade(case.grade).label) if case.grade in Grade.values else "",
        "measures": hazard.rectified_how or (plan.measures if plan else ""),
        "funds": plan.funds if plan else "",
        "unit": _name(case.lead_unit),
        "person": hazard.rectifier,
        "due_on": _day(case.resolve_due_at),
        "contingency": plan.contingency if plan else "",
        "done_on": _day(hazard.submitted_at),
        **_accepted(case),
        "state": str(case.state_label),
        "origin": _("this system"),
    }


def _accepted(case: Case) -> dict:
    one = next(iter(case.acceptances_passed), None)
    return {
        "acceptor_unit": _name(one.acceptor_unit) if one else "",
        "acceptor": _name(one.acceptor) if one else "",
        "accepted_on": _day(one.at) if one else None,
    }


def _name(one) -> str:
    return str(one) if one else ""


def _day(at):
    return timezone.localdate(at) if at else None
