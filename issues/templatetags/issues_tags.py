from django import template
from django.utils import timezone

from issues.selectors.lights import light_of, soon_until
from issues.selectors.lists import cases_listed
from issues.workflow import Kind

register = template.Library()

SHOWN = 10


@register.inclusion_tag("issues/parts/enterprise_cases.html", takes_context=True)
def enterprise_cases(context, enterprise) -> dict:
    """The newest issues and demands of the enterprise that this person may see."""
    cases = cases_listed(user=context["request"].user)
    cases = cases.filter(enterprise=enterprise).exclude(kind=Kind.HAZARD).order_by("-id")
    found, now = list(cases[: SHOWN + 1]), timezone.now()
    soon_at = soon_until(now)
    for case in found:
        case.light = light_of(case, now, soon_at)
    return {"cases": found[:SHOWN], "has_more": len(found) > SHOWN, "enterprise": enterprise}
