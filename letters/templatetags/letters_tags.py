"""What pages of other apps show of letters."""

from django import template

from core.access import has_permission
from enterprises.models import EnterpriseCode
from letters import selectors
from letters.models import Letter

register = template.Library()
SHOWN = 5


@register.inclusion_tag("letters/enterprise_letters.html", takes_context=True)
def enterprise_letters(context, enterprise):
    """The latest letters to an enterprise and their receipts, for whoever may see letters."""
    user = context["request"].user
    if not has_permission(user, Letter.view_permission):
        return {}
    letters = selectors.letters_of_enterprise(user=user, enterprise=enterprise)[: SHOWN + 1]
    return {"is_shown": True, "recipients": letters[:SHOWN], "has_more": len(letters) > SHOWN}


@register.inclusion_tag("public/letters.html")
def letters_by_code(code: EnterpriseCode):
    """On the page behind an enterprise's code: its letters, first those that wait for a receipt."""
    letters = list(selectors.letters_by_code(code=code)[: 4 * SHOWN])
    return {
        "code": code,
        "waiting": [one for one in letters if one.letter.is_sent and not hasattr(one, "receipt")],
        "confirmed": [one for one in letters if hasattr(one, "receipt")][:SHOWN],
    }
