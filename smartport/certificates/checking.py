"""What anybody learns who has a certificate's code, and how often one may ask."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from challenges.results.certified import certificate_of, state_of
from challenges.results.models import Certificate
from challenges.results.signing import is_signed, key_id, public_key
from smartport.certificates.naming import may_be_named

MOST_A_MINUTE = 60
"""Codes that one address may try; a guesser would need 2**79 of them."""


@dataclass(frozen=True)
class Checked:
    """`name` is empty where the holder does not (or no longer) agree to be named, or has left; `facts` are those of the
    statement, and empty then."""

    certificate: Certificate
    state: str
    name: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    successor: str = ""

    @property
    def has_left(self) -> bool:
        """Whether the holder has deleted the account."""
        return not self.certificate.statement


def checked(typed: str) -> Checked | None:
    """By its code. A row whose statement the site's own keys have not signed is as good as not there."""
    found = certificate_of(typed)
    if found is None or not _holds(found):
        return None
    facts = json.loads(found.statement) if found.statement else {}
    name = found.holder_name if may_be_named(found.holder_id) else ""
    return Checked(found, state_of(found), name, facts, str(found.replaced_by_id or ""))


def published_keys() -> list[str]:
    """The public halves, the one that signs now first."""
    return [public_key(seed=settings.CERTIFICATE_KEY), *settings.CERTIFICATE_OLD_KEYS]


class ByAddressOfChecking(SimpleRateThrottle):
    """Of the page and of the API together."""

    def get_rate(self) -> str:
        return f"{MOST_A_MINUTE}/min"

    def get_cache_key(self, request: Request, view: Any) -> str:
        return f"certificates:{self.get_ident(request)}"


def _holds(found: Certificate) -> bool:
    if not found.statement:
        return True
    public = {key_id(key): key for key in published_keys()}.get(found.key)
    return public is not None and is_signed(found.statement, signature=found.signature, key=public)
