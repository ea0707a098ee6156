"""Addresses that show a hall without a log-in: made, shown once, revoked."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q

from challenges.ceremony.holding import hold, tell
from challenges.ceremony.models import Screen
from challenges.ceremony.queries import digest_of_secret, screens_alive
from challenges.ceremony.rules import MOST_SCREENS, SCREEN_LIFE, ScreenMade, TooManyScreens
from challenges.editions.models import Edition


@dataclass(frozen=True)
class NewScreen:
    """A screen and the secret of its address, which is shown now and not kept."""

    screen: Screen
    secret: str


@transaction.atomic
def make_screen(edition: Edition, *, key: UUID, name: str, by: AbstractBaseUser, now: datetime) -> NewScreen:
    """An address for 48 hours. The key comes with the form, so that one sent twice makes one. Raises ScreenMade,
    TooManyScreens."""
    held = hold(edition, now=now)
    if Screen.objects.filter(pk=key).exists():
        raise ScreenMade
    if screens_alive(held, now=now).count() >= MOST_SCREENS:
        raise TooManyScreens(limit=MOST_SCREENS)
    secret = secrets.token_urlsafe(32)
    screen = Screen.objects.create(
        pk=key,
        ceremony=held,
        name=name,
        secret_sha256=digest_of_secret(secret),
        created_by_id=by.pk,
        created_at=now,
        expires_at=now + SCREEN_LIFE,
    )
    tell(held, "ceremony.screen_made", by=by, now=now, screen=str(screen.pk), name=name)
    return NewScreen(screen, secret)


@transaction.atomic
def revoke_screen(screen: Screen, *, by: AbstractBaseUser, now: datetime) -> None:
    """Its address opens nothing from now on; whoever is second finds it done."""
    held = hold(screen.ceremony.edition, now=now)
    if Screen.objects.filter(pk=screen.pk, revoked_at=None).update(revoked_at=now):
        tell(held, "ceremony.screen_revoked", by=by, now=now, screen=str(screen.pk))


def note_seen(keys: Collection[UUID], *, now: datetime) -> None:
    """That somebody follows on these screens; an earlier look never takes the place of a later one."""
    rows = Screen.objects.filter(pk__in=keys)
    rows.filter(Q(last_seen_at=None) | Q(last_seen_at__lt=now)).update(last_seen_at=now)
