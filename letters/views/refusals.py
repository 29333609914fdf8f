from core.errors import DomainError


def refused_beside(form, refusal: DomainError) -> None:
    """Put a refusal's sentences beside the fields of the form, or on top of it."""
    for field, sentence in (refusal.fields or {None: refusal.message}).items():
        form.add_error(field if field in form.fields else None, str(sentence or refusal.message))
