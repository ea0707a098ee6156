"""Letters to groups: drafted, tried on oneself, sent once, and written by the clock."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.editions.models import Challenge, Edition
from challenges.journal.actions import write
from challenges.mailing.models import Audience, Ground, GroupLetter
from challenges.mailing.queries import (
    WITH_TEAM,
    about_of,
    by_the_hundred,
    kind_of,
    readers_of,
    team_names,
    to_write,
    words_for,
)
from challenges.mailing.rules import (
    LANGUAGES,
    ChallengeMissing,
    ChangedSincePreview,
    SentAlready,
    require_all_languages,
    require_fitting,
    require_known_places,
    require_readers,
    tidied,
)
from challenges.post.actions import Words, write_each, write_to_address


@dataclass(frozen=True)
class Draft:
    """What an organizer writes."""

    audience: Audience
    ground: Ground
    subject: dict[str, str]
    body: dict[str, str]
    challenge: Challenge | None = None


@transaction.atomic
def save_draft(
    edition: Edition, draft: Draft, *, by: AbstractBaseUser, now: datetime, letter: GroupLetter | None = None
) -> GroupLetter:
    """A new draft, or another wording of one. Raises LetterTooLong, PlaceUnknown, PlaceWithoutTeam,
    PlaceWithoutChallenge, ChallengeMissing, SentAlready."""
    subject = {one: tidied(draft.subject.get(one, ""), is_line=True) for one in LANGUAGES}
    body = {one: tidied(draft.body.get(one, "")) for one in LANGUAGES}
    require_fitting(subject, body)
    has_team, has_challenge = draft.audience in WITH_TEAM, draft.challenge is not None
    require_known_places([*subject.values(), *body.values()], has_team=has_team, has_challenge=has_challenge)
    if draft.audience == Audience.CHALLENGE and draft.challenge is None:
        raise ChallengeMissing
    values: dict[str, Any] = {
        "audience": draft.audience,
        "ground": draft.ground,
        "challenge": draft.challenge,
        "subject": subject,
        "body": body,
        "by_id": by.pk,
        "changed_at": now,
    }
    if letter is None:
        made = GroupLetter.objects.create(edition=edition, **values)
        _tell("letter.drafted", made, by=by, now=now)
        return made
    if not GroupLetter.objects.filter(pk=letter.pk, sent_at=None).update(**values, tried_at=None):
        raise SentAlready
    kept = GroupLetter.objects.select_related("edition", "challenge").get(pk=letter.pk)
    _tell("letter.draft_changed", kept, by=by, now=now)
    return kept


@transaction.atomic
def delete_draft(letter: GroupLetter, *, by: AbstractBaseUser, now: datetime) -> None:
    """Nothing of it is left. Raises SentAlready."""
    deleted, _ = GroupLetter.objects.filter(pk=letter.pk, sent_at=None).delete()
    if deleted:
        _tell("letter.draft_deleted", letter, by=by, now=now)
    elif GroupLetter.objects.filter(pk=letter.pk).exists():
        raise SentAlready


@transaction.atomic
def try_on_oneself(letter: GroupLetter, *, by: Any, now: datetime) -> int:
    """The letter as it would come, in every language it is written in, to whoever tries it; how many. Raises
    AddressUnusable."""
    team = team_names(letter, [by]).get(by.pk, "")
    written = [one for one in LANGUAGES if letter.subject.get(one) and letter.body.get(one)]
    for language in written:
        about = f"group-test:{letter.pk}:{language}:{now.timestamp()}"
        compose = partial(words_for, letter, person=str(by), team=team)
        write_to_address(by.email, compose, about=about, language=language, now=now)
    GroupLetter.objects.filter(pk=letter.pk).update(tried_at=now)
    return len(written)


@transaction.atomic
def send_group_letter(letter: GroupLetter, *, seen: datetime, by: AbstractBaseUser, now: datetime) -> int:
    """From now on the clock writes it, to those who are in the group then; how many that is now. It goes once, and as
    it was when `seen`: its hour of change at the preview.

    Raises LanguageMissing, NobodyReads, SentAlready, ChangedSincePreview.
    """
    require_all_languages(letter.subject, letter.body)
    count = readers_of(letter).count()
    require_readers(count)
    draft = GroupLetter.objects.filter(pk=letter.pk, sent_at=None)
    if not draft.filter(changed_at=seen).update(sent_at=now, sent_by_id=by.pk):
        raise ChangedSincePreview if draft.exists() else SentAlready
    details = {
        "letter": str(letter.pk),
        "audience": letter.audience,
        "ground": letter.ground,
        "challenge": letter.challenge.slug if letter.challenge else "",
        "subject": letter.subject,
        "readers": count,
    }
    write("letter.sent_to_group", subject=f"edition:{letter.edition.slug}", by=by, now=now, details=details)
    return count


def _tell(deed: str, letter: GroupLetter, *, by: AbstractBaseUser, now: datetime) -> None:
    details = {"letter": str(letter.pk), "audience": letter.audience, "subject": letter.subject}
    write(deed, subject=f"edition:{letter.edition.slug}", by=by, now=now, details=details)


def write_group_letters(*, now: datetime) -> int:
    """Letters for what was sent and is not wholly written; how many were done. Killed in the middle, it begins again,
    and who had a letter gets no second."""
    return sum(_write(letter, now=now) for letter in to_write())


def _write(letter: GroupLetter, *, now: datetime) -> bool:
    for people in by_the_hundred(letter):
        teams = team_names(letter, people)
        compose = partial(_words, letter, teams)
        with transaction.atomic():
            write_each(people, compose, kind=kind_of(letter), about=about_of(letter), now=now)
    return bool(GroupLetter.objects.filter(pk=letter.pk, written_at=None).update(written_at=now))


def _words(letter: GroupLetter, teams: dict[int, str], person: AbstractBaseUser) -> Words:
    return words_for(letter, person=str(person), team=teams.get(person.pk, ""))
