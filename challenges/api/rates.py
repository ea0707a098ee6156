"""How much the API answers in a minute: counted by person, and by address only for those without a name.

A school sits behind one address: reads without a login are counted generously, everything else by account.
"""

import time
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

WINDOW = 60  # seconds


class PerMinute(BaseThrottle):
    """A counter for every minute, in the cache that all processes share; it costs the same at any rate."""

    clock: Callable[[], float] = staticmethod(time.time)

    def allow_request(self, request: Request, view: object) -> bool:
        """Whether the asker has not had their share of this minute."""
        person, is_read = request.user.pk if request.user else None, request.method in SAFE_METHODS
        most = settings.API_RATES["read" if is_read else "write"] if person else settings.API_RATES["address"]
        who = f"person-{person}" if person else f"address-{self.get_ident(request)}"
        now = self.clock()
        self._ends_in = WINDOW - now % WINDOW
        return not most or _count(f"api-{'read' if is_read else 'write'}-{who}-{now // WINDOW:.0f}") <= most

    def wait(self) -> float:
        """Seconds until the minute is over."""
        return self._ends_in


def _count(key: str) -> int:
    """This request included."""
    cache.add(key, 0, timeout=2 * WINDOW)
    try:
        return cache.incr(key)
    except ValueError:  # thrown out between the two
        return 1
