"""So many times within so long: for addresses that anybody may call. Counted in the cache."""

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _

from core.errors import NotNow


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
        place = f"limit:{self.name}:{hashlib.sha256(key.encode()).hexdigest()}"
        cache.add(place, 0, self.seconds)
        try:
            times = cache.incr(place)
        except ValueError:  # the window ended between the two
            return
        if times > self.most:
            raise TooOften(
                _("That was too often in a short time. Please wait %(minutes)s minutes.")
                % {"minutes": max(1, self.seconds // 60)}
            )


def address_of(request) -> str:
    """Where a request comes from, as the outermost of our own proxies saw it."""
    proxies = settings.TRUSTED_PROXIES
    forwarded = request.headers.get("x-forwarded-for", "").split(",")
    if proxies and len(forwarded) >= proxies:
        return forwarded[-proxies].strip()
    return request.META["REMOTE_ADDR"]
