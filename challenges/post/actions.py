"""Writes letters, and sends them."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.utils import translation

from challenges.post.models import Letter, MailPreference
from challenges.post.queries import waiting, who_want
from challenges.post.rules import KINDS, wait_after

A_ROUND = 50
SUBJECT_LENGTH = 200


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
    """A letter to each of these people who wants this kind, in their own language; those who had one about the same
    thing get no second. To be called in the transaction of what it tells."""
    readers: list[Any] = [person for person in people if getattr(person, "email", "")]
    wanted = who_want(kind, among={person.pk for person in readers})
    letters = [
        _letter(person.email, compose, to=person, kind=kind, about=about, language=person.language, now=now)
        for person in readers
        if person.pk in wanted and person.is_active
    ]
    return Letter.objects.bulk_create(letters, ignore_conflicts=True)


def write_to_address(address: str, compose: Compose, *, about: str, language: str, now: datetime) -> Letter:
    """A letter to an address that may have no account: somebody asked for it to be sent there."""
    letter = _letter(address, compose, to=None, kind="", about=about, language=language, now=now)
    letter.save(force_insert=True)
    return letter


def prefer(user: AbstractBaseUser, *, kind: str, is_wanted: bool) -> None:
    """Keep a person's wish. Raises KeyError for a kind that is none."""
    if kind not in KINDS:
        raise KeyError(kind)
    MailPreference.objects.update_or_create(user_id=user.pk, kind=kind, defaults={"is_wanted": is_wanted})


def send_waiting_letters(*, now: datetime) -> int:
    """Send what waits, at most A_ROUND letters; how many went. Each is claimed first, so that two clocks send it once;
    one that fails waits longer every time."""
    return sum(_send(letter, now=now) for letter in waiting(now=now)[:A_ROUND])


def _letter(
    address: str, compose: Compose, *, to: Any, kind: str, about: str, language: str, now: datetime
) -> Letter:
    with translation.override(language or "fr"):
        words = compose()
    return Letter(
        to=to,
        address=address,
        kind=kind,
        about=about,
        language=language or "fr",
        subject=" ".join(words.subject.split())[:SUBJECT_LENGTH],
        body=words.body,
        written_at=now,
        not_before=now,
    )


def _send(letter: Letter, *, now: datetime) -> bool:
    later = now + wait_after(letter.tries + 1)
    claim = Letter.objects.filter(pk=letter.pk, sent_at=None, tries=letter.tries)
    with transaction.atomic():
        if not claim.update(tries=F("tries") + 1, not_before=later):
            return False
    try:
        EmailMessage(letter.subject, letter.body, settings.DEFAULT_FROM_EMAIL, [letter.address]).send()
    except OSError as error:  # smtplib's errors are of this family, and so are those of the network
        Letter.objects.filter(pk=letter.pk).update(trouble=repr(error)[:300])
        return False
    return bool(Letter.objects.filter(pk=letter.pk).update(sent_at=now, trouble=""))
