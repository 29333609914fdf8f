from collections.abc import Callable

from core.errors import DomainError


def refused_beside(form, refusal: DomainError) -> None:
    """Put a refusal's sentences beside the fields of the form, or on top of it."""
    for field, sentence in (refusal.fields or {None: refusal.message}).items():
        form.add_error(field if field in form.fields else None, str(sentence or refusal.message))


def acted(form, act: Callable, **facts):
    """What ``act`` makes of a valid form; None if the form or the rules refuse it, and then it says why."""
    if not form.is_valid():
        return None
    try:
        return act(**facts, **form.cleaned_data)
    except DomainError as refusal:
        refused_beside(form, refusal)
        return None
