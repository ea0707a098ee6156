"""API tokens."""

import secrets
from collections.abc import Collection
from datetime import datetime

from smartport.accounts.models import ApiToken, User
from smartport.accounts.rules import SCOPES
from smartport.accounts.tokens import PREFIX, PREFIX_SHOWN, digest_of
from tests.factories.editions import NOW


def make_token(person: User, *, scopes: Collection[str] = tuple(SCOPES), now: datetime = NOW, **fields: object) -> str:
    """The secret of a new token, used a moment ago: the next request writes nothing of it."""
    secret = PREFIX + secrets.token_urlsafe(16)
    given = {"name": "Test", "created_at": now, "last_used_at": now, **fields}
    ApiToken.objects.create(
        user=person, prefix=secret[:PREFIX_SHOWN], digest=digest_of(secret), scopes=list(scopes), **given
    )
    return secret
