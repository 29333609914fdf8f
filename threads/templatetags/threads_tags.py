"""What pages of the apps below show of threads."""

from django import template

from threads import selectors
from threads.models.thread import address_of

register = template.Library()


@register.inclusion_tag("threads/line.html", takes_context=True)
def thread_line(context, subject):
    """The line that leads to the thread about an enterprise or a case, for whoever looks at that."""
    user = context["request"].user
    return {
        "address": address_of(subject),
        "standing": selectors.standing_about(user=user, subject=subject),
    }


@register.inclusion_tag("threads/case_origin.html", takes_context=True)
def case_promise(context, case):
    """Which post the case was made of, if whoever looks may read it."""
    return {"made": selectors.promise_behind(user=context["request"].user, case=case)}
