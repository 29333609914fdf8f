"""What pages, those of higher apps too, show of hazards."""

from django import template
from django.utils import timezone

from calendars.counting import local_date
from core.access import is_allowed
from issues.models import Case
from issues.selectors.lights import light_of, soon_until
from safety.access import is_of_unit
from safety.selectors import hazards_of
from safety.selectors.inquiries import inquiries_of
from safety.selectors.major import orders_in_force
from safety.services.inquiries import OPEN
from safety.workflow import Grade

register = template.Library()


@register.filter
def hazard_level(case: Case) -> str:
    """The level of the hazard in words; empty while it is not assessed."""
    return Grade(case.grade).label if case.grade in Grade.values else ""


@register.filter
def days_in_stage(case: Case) -> int:
    """Calendar days since the hazard came into its stage; needs ``stage_since``."""
    return (timezone.localdate() - local_date(case.stage_since)).days


@register.inclusion_tag("safety/suspended.html")
def suspended(enterprise):
    """What is suspended at the enterprise, in red and in words, over whatever tells of it."""
    return {"orders": orders_in_force(enterprise)}


@register.inclusion_tag("safety/suspended_mark.html")
def suspended_mark(enterprise):
    """The mark of a suspended enterprise in a row of a list; no query."""
    return {"is_suspended": enterprise.is_suspended}


@register.inclusion_tag("safety/inquiries_of.html", takes_context=True)
def inquiries_into(context, case):
    """The inspections into a hazard that whoever looks may read, and the way to open one."""
    user = context["request"].user
    may_open = is_allowed(user, OPEN, case) and not is_of_unit(user, case.lead_unit or case.town)
    found = inquiries_of(user=user, case=case)
    return {"case": case, "inquiries": found, "may_open": may_open}


@register.inclusion_tag("safety/enterprise_hazards.html", takes_context=True)
def enterprise_hazards(context, enterprise):
    """The hazards of an enterprise that whoever looks may see."""
    rows, now = hazards_of(user=context["request"].user, enterprise=enterprise), timezone.now()
    soon_at = soon_until(now)
    for row in rows:
        row.light = light_of(row, now, soon_at)
    return {
        "hazards": rows,
        "repeat_count": sum(row.hazard.repeat_of_id is not None for row in rows),
    }
