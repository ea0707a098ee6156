"""Writes letters, and keeps who wants which."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation

from challenges.post.models import Letter, MailPreference
from challenges.post.queries import who_want
from challenges.post.rules import KEPT_FOR, KINDS, AddressUnusable, plain_body, plain_subject

DEFAULT_LANGUAGE = "fr"
AT_ONCE = 500


@dataclass(frozen=True)
class Words:
    """A letter in one language."""

    subject: str
    body: str


Compose = Callable[[], Words]
"""Called with the reader's language active, so that it may use gettext."""


def write_to(
    people: Collection[AbstractBaseUser], compose: Compose, *, kind: str, about: str, now: datetime
) -> list[Letter]:
    """The same letter to each of these people, as `write_each` writes it."""
    return write_each(people, lambda _: compose(), kind=kind, about=about, now=now)


def write_each(
    people: Collection[AbstractBaseUser],
    compose_for: Callable[[AbstractBaseUser], Words],
    *,
    kind: str,
    about: str,
    now: datetime,
) -> list[Letter]:
    """A letter to each of these people who wants this kind, in their own language; without a kind to all of them. Those
    who had one about the same thing get no second. To be called in the transaction of what it tells. Answers what was
    composed."""
    readers: list[Any] = [person for person in people if person.is_active and _is_usable(getattr(person, "email", ""))]
    keys = {person.pk for person in readers}
    wanted = who_want(kind, among=keys) if kind else keys
    letters = [
        _letter(
            person.email,
            partial(compose_for, person),
            to=person,
            kind=kind,
            about=about,
            language=person.language,
            now=now,
        )
        for person in readers
        if person.pk in wanted
    ]
    return Letter.objects.bulk_create(letters, batch_size=AT_ONCE, ignore_conflicts=True)


def write_to_address(address: str, compose: Compose, *, about: str, language: str, now: datetime) -> Letter:
    """A letter to an address that may have no account: somebody asked for it to be sent there; one who asks again about
    the same thing gets the letter that is there. Raises AddressUnusable."""
    if not _is_usable(address):
        raise AddressUnusable
    letter = _letter(address, compose, to=None, kind="", about=about, language=language, now=now)
    Letter.objects.bulk_create([letter], ignore_conflicts=True)
    return Letter.objects.get(about=about, address=address)


@transaction.atomic
def prefer(user: AbstractBaseUser, *, kind: str, is_wanted: bool) -> None:
    """Keep a person's wish. Raises KeyError for a kind that is none."""
    if kind not in KINDS:
        raise KeyError(kind)
    MailPreference.objects.update_or_create(user_id=user.pk, kind=kind, defaults={"is_wanted": is_wanted})


def send_again(letters: QuerySet[Letter], *, now: datetime) -> int:
    """Letters that were given up, or that wait, are tried as if they were new; how many."""
    return letters.filter(sent_at=None).update(tries=0, not_before=now, trouble="")


def forget_old_letters(*, now: datetime) -> int:
    """Letters hold addresses and names: what is older than KEPT_FOR goes, sent or given up. How many went."""
    return Letter.objects.filter(written_at__lt=now - KEPT_FOR).delete()[0]


def _letter(address: str, compose: Compose, *, to: Any, kind: str, about: str, language: str, now: datetime) -> Letter:
    with translation.override(language or DEFAULT_LANGUAGE):
        words = compose()
    return Letter(
        to=to,
        address=address,
        kind=kind,
        about=about,
        language=language or DEFAULT_LANGUAGE,
        subject=plain_subject(words.subject),
        body=plain_body(words.body),
        written_at=now,
        not_before=now,
    )


def _is_usable(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True
