"""The chain: what is hashed of an entry, and with what. Pure; docs/trail.md has it in words."""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime

FIELDS = (
    "id", "at", "actor_id", "actor_name", "subject_type", "subject_id", "subject_label",
    "action", "note", "changes",
)  # fmt: skip
"""Every column of an entry, in the order in which they are hashed."""

GENESIS = "0" * 64
"""What stands before the first."""


def link(previous: str, position: int, sealed_at: datetime, entry: Sequence) -> str:
    """The hash of the entry at this position, after the one whose hash is ``previous``.

    ``entry`` holds the values of ``FIELDS``. SHA-256 over one line of JSON, in hexadecimal.
    """
    key, at, *rest = entry
    whole = [previous, position, _moment(sealed_at), key, _moment(at), *rest]
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _moment(at: datetime | None) -> str | None:
    """None only where a forger left no moment at all."""
    return at and at.astimezone(UTC).isoformat(timespec="microseconds")
