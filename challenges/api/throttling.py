"""How often a password may be tried: by address, and by account whatever the address."""

import hashlib
from typing import Any

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle


class ByAddress(SimpleRateThrottle):
    """Attempts from one address, behind which a whole hall may sit."""

    def get_rate(self) -> str | None:
        """None for no limit."""
        return f"{settings.ATTEMPTS_BY_ADDRESS}/min" if settings.ATTEMPTS_BY_ADDRESS else None

    def get_cache_key(self, request: Request, view: Any) -> str:
        return f"login-address:{self.get_ident(request)}"


class ByAccount(SimpleRateThrottle):
    """Attempts on one e-mail address; a guesser with many addresses gains nothing."""

    scope = "login"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        email = request.data.get("email") if isinstance(request.data, dict) else None
        if not isinstance(email, str):
            return None
        digest = hashlib.sha256(email.strip().casefold().encode("utf-8", "surrogatepass")).hexdigest()
        return f"login-account:{digest}"
