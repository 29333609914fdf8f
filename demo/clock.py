"""The story is told in its own time: services that ask what time it is are told when it happens."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest import mock


class StoryClock:
    """The instant at which the story stands; only ever moved by its teller."""

    def __init__(self, at: datetime):
        self.at = at

    @contextmanager
    def ticking(self) -> Iterator[None]:
        """Let ``timezone.now()`` answer with the story's time, in this process, until the end."""
        with mock.patch("django.utils.timezone.now", self._now):
            yield

    def _now(self) -> datetime:
        return self.at
