"""A form and its service: one call, and a refusal beside what was typed."""

from core.errors import NotNow, NotSo


def made(form, service, **target):
    """What the service made of a valid form, or True; None if the form or the service refused."""
    if not form.is_valid():
        return None
    try:
        return service(**target, **form.facts()) or True
    except (NotNow, NotSo) as refusal:
        known = [name for name in refusal.fields if name in form.fields]
        for name in known or [None]:
            form.add_error(name, str(refusal.message))
        return None
