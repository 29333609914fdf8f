"""The texts of notices. Apps above add theirs when they start; a notice keeps only the key."""

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class Text(NamedTuple):
    """Title and body with %(label)s and the notice's further facts; texts are translated late."""

    title: object
    body: object = ""


_texts: dict[str, Text] = {
    "plain": Text("%(label)s", "%(body)s"),
    "notices.channel_failed": Text(
        _("%(label)s: messages do not arrive"),
        _("What could not be sent stands here all the same. Check your address and send a test."),
    ),
}
UNKNOWN = Text(_("Notice: %(label)s"))


class _Facts(dict):
    """A fact that is missing leaves a gap, not an error, in a notice already sent."""

    def __missing__(self, key):
        return ""


def texts_add(texts: Mapping[str, Text]) -> None:
    """Add an app's texts; keys begin with the app's name, such as ``issues.dispatched``."""
    _texts.update(texts)


def title_of(key: str, label: str, facts: Mapping) -> str:
    return str(_texts.get(key, UNKNOWN).title) % _Facts(facts, label=label)


def body_of(key: str, label: str, facts: Mapping) -> str:
    return str(_texts.get(key, UNKNOWN).body) % _Facts(facts, label=label)
