"""Begins a challenge, keeps what was answered, throws it away; keeps the pack of one that was made."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.files import File
from django.db import transaction

from challenges.editions.models import Challenge, Edition
from challenges.journal.actions import write
from challenges.making.models import Making, Source
from challenges.making.queries import makings_of
from challenges.making.rules import MOST_OPEN, AlreadyMade, TooManyBegun, require_pack_size
from datasets.hidden import hidden_storage


@transaction.atomic
def begin(edition: Edition, *, way: str, by: AbstractBaseUser, now: datetime) -> Making:
    """Raises TooManyBegun."""
    if makings_of(by).count() >= MOST_OPEN:
        raise TooManyBegun(most=MOST_OPEN)
    made = Making.objects.create(edition=edition, way=way, by_id=by.pk, begun_at=now, changed_at=now)
    details = {"edition": edition.slug, "way": way}
    write("making.begun", subject=f"making:{made.pk}", by=by, now=now, details=details)
    return made


@transaction.atomic
def keep(making: Making, *, step: str, answers: Mapping[str, Any], now: datetime) -> None:
    """What was answered in one step, in the place of what was said there before. Raises AlreadyMade."""
    locked = _locked(making)
    locked.answers = {**locked.answers, step: dict(answers)}
    locked.changed_at = now
    locked.save(update_fields=["answers", "changed_at"])
    making.answers, making.changed_at = locked.answers, now


def bring(making: Making, content: "File[Any]", *, now: datetime) -> None:
    """The zip of a pack, in the place of one that was brought before. Raises PackMissing, PackTooLarge, AlreadyMade."""
    require_pack_size(content.size)
    name = hidden_storage().save("", content)
    with transaction.atomic():
        locked = _locked(making)
        locked.content, locked.changed_at = name, now
        locked.save(update_fields=["content", "changed_at"])
    making.content, making.changed_at = locked.content, now


@transaction.atomic
def throw_away(making: Making, *, by: AbstractBaseUser, now: datetime) -> None:
    """Nothing of it was on the site. Raises AlreadyMade."""
    if making.challenge_id is not None:
        raise AlreadyMade
    deleted, _ = Making.objects.filter(pk=making.pk, challenge=None).delete()
    if deleted:
        details = {"edition": making.edition.slug, "way": making.way}
        write("making.thrown_away", subject=f"making:{making.pk}", by=by, now=now, details=details)


def finish(making: Making, challenge: Challenge) -> None:
    """This is what came of it: in the transaction that makes it, and once. Raises AlreadyMade."""
    if not Making.objects.filter(pk=making.pk, challenge=None).update(challenge=challenge):
        raise AlreadyMade
    making.challenge = challenge


def keep_source(challenge: Challenge, content: "File[Any]", *, now: datetime) -> Source:
    """The pack of a challenge, in the place of an earlier one."""
    name = hidden_storage().save("", content)
    told = {"content": name, "sha256": name.rsplit("/", 1)[-1], "kept_at": now}
    source, _ = Source.objects.update_or_create(challenge=challenge, defaults=told)
    return source


def _locked(making: Making) -> Making:
    found = Making.objects.select_for_update(no_key=True).get(pk=making.pk)
    if found.challenge_id is not None:
        raise AlreadyMade
    return found
