"""Consents: given one by one, each taken back as easily as it was given."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.journal.actions import write
from smartport.accounts.models import Consent, User
from smartport.accounts.rules import CHOICES, PURPOSES, TERMS


@dataclass(frozen=True)
class Standing:
    """How a person stands to one purpose; `given_at` is None without a living consent."""

    purpose: str
    version: int
    given_at: datetime | None
    is_current: bool


def standings(user: AbstractBaseUser) -> list[Standing]:
    """Every purpose, in the order they are asked."""
    living = {consent.purpose: consent for consent in Consent.objects.filter(user_id=user.pk, withdrawn_at=None)}
    return [_standing(purpose, living.get(purpose)) for purpose in PURPOSES]


def chosen(user: AbstractBaseUser) -> set[str]:
    """The purposes this person says yes to now."""
    return {standing.purpose for standing in standings(user) if standing.is_current}


@transaction.atomic
def give(user: AbstractBaseUser, *, purpose: str, now: datetime) -> None:
    """A yes to the text as it stands now; a second yes changes nothing, a yes to a newer text ends the older one."""
    version = PURPOSES[purpose]
    held = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if purpose == TERMS and held.agreed_terms != version:
        User.objects.filter(pk=user.pk).update(agreed_terms=version)
        user.agreed_terms = version  # type: ignore[attr-defined]  # or a later save() would take it back
    living = Consent.objects.filter(user_id=user.pk, purpose=purpose, withdrawn_at=None)
    if living.filter(version=version).exists():
        return
    living.update(withdrawn_at=now)
    Consent.objects.create(user_id=user.pk, purpose=purpose, version=version, given_at=now)
    _write("consent.given", user, purpose=purpose, now=now)


@transaction.atomic
def withdraw(user: AbstractBaseUser, *, purpose: str, now: datetime) -> None:
    """Ends a living yes, if there is one."""
    if Consent.objects.filter(user_id=user.pk, purpose=purpose, withdrawn_at=None).update(withdrawn_at=now):
        _write("consent.withdrawn", user, purpose=purpose, now=now)


@transaction.atomic
def choose(user: AbstractBaseUser, *, purposes: Collection[str], now: datetime) -> None:
    """The free choices become exactly these; the terms stay as they are."""
    for purpose in CHOICES:
        if purpose in purposes:
            give(user, purpose=purpose, now=now)
        else:
            withdraw(user, purpose=purpose, now=now)


@transaction.atomic
def give_at_sign_up(user: AbstractBaseUser, *, purposes: Collection[str], now: datetime) -> None:
    """The terms, without which there is no account, and whatever else was ticked."""
    give(user, purpose=TERMS, now=now)
    choose(user, purposes=purposes, now=now)


def _write(deed: str, user: AbstractBaseUser, *, purpose: str, now: datetime) -> None:
    details = {"purpose": purpose, "version": PURPOSES[purpose]}
    write(deed, subject=f"user:{user.pk}", by=user, now=now, details=details)


def _standing(purpose: str, consent: Consent | None) -> Standing:
    version = PURPOSES[purpose]
    given_at = consent.given_at if consent else None
    return Standing(purpose, version, given_at, is_current=consent is not None and consent.version == version)
