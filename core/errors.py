"""Different mistakes, different exceptions; each becomes a sentence a user can act on."""

from collections.abc import Mapping


class DomainError(Exception):
    """A refusal by the rules. ``message`` is shown to the user as it is."""

    status = 400

    def __init__(self, message, *, fields: Mapping[str, object] | None = None):
        super().__init__(message)
        self.message = message
        self.fields = dict(fields or {})


class NotNow(DomainError):
    """The thing is in a state in which this cannot be done."""

    status = 409


class NotYou(DomainError):
    """This person may not do this."""

    status = 403


class NotSo(DomainError):
    """What was entered cannot be right; ``fields`` says where."""


class Overtaken(NotNow):
    """Somebody else acted meanwhile: what this person saw is no longer so."""
