"""A hazard as one line of the ledger: field → what stands in its column."""

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from issues.models import Case
from safety.models import Acceptance, LedgerRecord, RectificationPlan
from safety.workflow import Grade

_AS_THEY_STOOD = (
    *("found_on", "found_by", "place", "description", "measures", "funds", "person", "due_on"),
    *("contingency", "done_on", "acceptor_unit", "acceptor", "accepted_on"),
)


def with_line_facts(cases: QuerySet[Case]) -> QuerySet[Case]:
    """What a line needs besides the row itself: a fixed number of queries for a chunk of cases."""
    plans = RectificationPlan.objects.filter(superseded_at__isnull=True).order_by("-id")
    passed = Acceptance.objects.filter(passed=True).select_related("acceptor", "acceptor_unit")
    return (
        cases.defer(None)
        .defer("search", "enterprise__search", "enterprise__scope")
        .select_related("registered_by", "hazard__submitted_by", "ledger_record")
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
    hazard, record = case.hazard, getattr(case, "ledger_record", None)
    plan = next(iter(case.plans_standing), None)
    return {
        "number": case.number,
        "enterprise": case.enterprise.name,
        "uscc": case.enterprise.uscc or "",
        "town": _name(case.town),
        "found_on": record.found_on if record else timezone.localdate(case.registered_at),
        "found_by": record.found_by if record else _name(case.registered_by),
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
        "origin": _("taken over") if record else _("this system"),
    }


def line_of_record(record: LedgerRecord) -> dict:
    """The line of what was done elsewhere, as it stood there."""
    return {
        "number": record.number,
        "enterprise": record.enterprise.name,
        "uscc": record.enterprise.uscc or "",
        "town": _name(record.enterprise.town),
        "field": str(record.get_field_display()),
        "level": record.get_grade_display(),
        "unit": record.responsible,
        "state": _("done elsewhere"),
        "origin": _("recorded before"),
        **{name: getattr(record, name) for name in _AS_THEY_STOOD},
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
