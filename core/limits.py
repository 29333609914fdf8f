"""So many times within so long: for addresses that anybody may call. Counted in the cache."""

import hashlib
import logging
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from core.errors import NotNow

logger = logging.getLogger(__name__)


class TooOften(NotNow):
    """Too many tries within too short a time."""

    status = 429


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``most`` times within a window of ``seconds`` that begins with the first."""

    name: str
    most: int
    seconds: int

    def count(self, key: str) -> None:
        """Count one more for ``key``; TooOften beyond the limit."""
        if self._counted(key) > self.most:
            raise TooOften(
                _("That was too often in a short time. Please wait %(minutes)s minutes.")
                % {"minutes": max(1, self.seconds // 60)}
            )

    def _counted(self, key: str) -> int:
        """How many it makes; none if nobody can count: a lost cache must not close the doors."""
        place = f"limit:{self.name}:{hashlib.sha256(key.encode()).hexdigest()}"
        try:
            cache.add(place, 0, self.seconds)
            return cache.incr(place)
        except ValueError:  # the window ended between the two
            return 0
        except RedisError:
            logger.warning("The limit “%s” cannot be counted: no cache.", self.name)
            return 0


def address_of(request) -> str:
    """Where a request comes from, as the outermost of our own proxies saw it."""
    proxies = settings.TRUSTED_PROXIES
    forwarded = request.headers.get("x-forwarded-for", "").split(",")
    if proxies and len(forwarded) >= proxies:
        return forwarded[-proxies].strip()
    return request.META["REMOTE_ADDR"]
