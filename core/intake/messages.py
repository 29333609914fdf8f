"""The sentences about a row: kept as code and particulars, so that each reader has their language."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

_sentences: dict[str, object] = {
    "too_long": _("Longer than %(limit)s characters. Please shorten it."),
    "not_a_date": _("“%(value)s” is not a date. Please write it as 2024-05-01."),
    "in_future": _("%(value)s lies in the future."),
    "repeats_same": _("Says the same as row %(row)s."),
}

ERROR, WARNING = "error", "warning"


def sentences_add(sentences: Mapping[str, object]) -> None:
    """Add an app's sentences: code → text with %(particulars)s."""
    _sentences.update(sentences)


@dataclass(frozen=True, slots=True)
class Message:
    """Something to say about a row: how grave, of which field, what, with which particulars."""

    level: str
    field: str
    code: str
    particulars: dict = field(default_factory=dict)

    @property
    def is_error(self) -> bool:
        return self.level == ERROR

    def __str__(self):
        return str(_sentences[self.code]) % self.particulars

    def as_json(self) -> list:
        return [self.level, self.field, self.code, self.particulars]


def error(field: str, code: str, **particulars) -> Message:
    return Message(ERROR, field, code, particulars)


def warning(field: str, code: str, **particulars) -> Message:
    return Message(WARNING, field, code, particulars)
