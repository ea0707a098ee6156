"""API tokens: made, looked up, withdrawn, and the way in that they open."""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from rest_framework import authentication, exceptions

from challenges import clock
from challenges.journal.actions import write
from smartport.accounts.agreeing import is_deed, require_agreed
from smartport.accounts.models import ApiToken, User
from smartport.accounts.rules import (
    TOKEN_NAME_LENGTH,
    USE_NOTED_EVERY,
    in_order,
    is_token_alive,
    require_room_for_token,
)
from smartport.accounts.second_factor import is_own_page, require_proved_token
from smartport.jury.shut import require_boards_open

PREFIX = "spc_"
PREFIX_SHOWN = 12


@dataclass(frozen=True)
class NewToken:
    """A token and its secret, which is shown once and not kept."""

    token: ApiToken
    secret: str


class TokenAuthentication(authentication.TokenAuthentication):
    """`Authorization: Token spc_…`; the request's `auth` is the token, so that doors can look at its scopes."""

    def authenticate(self, request: Any) -> tuple[User, ApiToken] | None:
        """Raises SecondFactorFirst, TokenOlderThanFactor, TermsChanged, BoardsShut."""
        found: tuple[User, ApiToken] | None = super().authenticate(request)
        if found is not None and not is_own_page(request):
            require_proved_token(found[0], made_at=found[1].created_at)
        if found is not None and is_deed(request):
            require_agreed(found[0])
        if found is not None:
            require_boards_open(found[0], request)
        return found

    def authenticate_credentials(self, key: str) -> tuple[User, ApiToken]:
        now = clock.now()
        token = ApiToken.objects.select_related("user").filter(digest=digest_of(key)).first()
        if token is None or not token.user.is_active or not _is_alive(token, now=now):
            raise exceptions.AuthenticationFailed(gettext("This token is unknown, expired or withdrawn."))
        _note_use(token, now=now)
        return token.user, token


@transaction.atomic
def make_token(
    user: AbstractBaseUser, *, name: str, scopes: Collection[str], now: datetime, expires_at: datetime | None = None
) -> NewToken:
    """A new token; its secret is in the answer and nowhere else. Raises TooManyTokens."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    require_room_for_token(living_tokens(user, now=now).count())
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user_id=user.pk,
        name=name[:TOKEN_NAME_LENGTH],
        prefix=secret[:PREFIX_SHOWN],
        digest=digest_of(secret),
        scopes=in_order(scopes),
        created_at=now,
        expires_at=expires_at,
    )
    details = {"token": str(token.pk), "scopes": token.scopes}
    write("token.made", subject=f"user:{user.pk}", by=user, now=now, details=details)
    return NewToken(token, secret)


@transaction.atomic
def withdraw_token(token: ApiToken, *, by: AbstractBaseUser, now: datetime) -> None:
    """Every copy of it stops working; a second time changes nothing."""
    if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now):
        write("token.withdrawn", subject=f"user:{by.pk}", by=by, now=now, details={"token": str(token.pk)})


def living_tokens(user: AbstractBaseUser, *, now: datetime) -> QuerySet[ApiToken]:
    """Those that still open doors, newest first."""
    found = ApiToken.objects.filter(user_id=user.pk, revoked_at=None)
    return found.filter(Q(expires_at=None) | Q(expires_at__gt=now))


def digest_of(secret: str) -> str:
    """What is kept of a token's secret: it is long and random, so that a plain digest is enough."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _is_alive(token: ApiToken, *, now: datetime) -> bool:
    return is_token_alive(expires_at=token.expires_at, revoked_at=token.revoked_at, now=now)


def _note_use(token: ApiToken, *, now: datetime) -> None:
    """Only now and then: a poll every few seconds must not write every few seconds."""
    last: Any = token.last_used_at
    if last is None or now - last >= USE_NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
