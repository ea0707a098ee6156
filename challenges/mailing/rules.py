"""What a letter to a group may say, and when it may go."""

import re
from collections.abc import Collection, Mapping

from challenges.errors import Refusal, gettext_noop
from challenges.folding import can_stand
from challenges.mail_texts import rules as mail_texts

LANGUAGES = ("fr", "ar", "en")
SUBJECT_LENGTH = 120
BODY_LENGTH = 8000
PLACE = re.compile(r"\{\s*(\w+)\s*\}")
TEAM = "team"
CHALLENGE = "challenge"
PLACES = ("person", *mail_texts.PLACES)  # `person` and `name` are one


class PlaceUnknown(Refusal):
    """Details: place."""

    code = "letter_place_unknown"
    message = gettext_noop("The text has the place “%(place)s”, for which nothing stands.")
    hint = gettext_noop(
        "Use {name}, {team}, {edition}, {challenge}, {closes} and {site}, and no other words in braces."
    )
    status = 422


class PlaceWithoutTeam(Refusal):
    code = "place_without_team"
    message = gettext_noop("Not everybody in this group plays in a team: {team} would stand for nothing.")
    hint = gettext_noop("Take it out, or write to members or captains.")
    status = 422


class PlaceWithoutChallenge(Refusal):
    code = "place_without_challenge"
    message = gettext_noop("The letter is about no challenge: {challenge} would stand for nothing.")
    hint = gettext_noop("Choose a challenge, or take it out.")
    field = "challenge"
    status = 422


class LetterTooLong(Refusal):
    """Details: subject, limit."""

    code = "letter_too_long"
    message = gettext_noop("A subject has at most %(subject)s characters, a text %(limit)s.")
    status = 422


class LanguageMissing(Refusal):
    """Details: languages, a tuple of their codes."""

    code = "language_missing"
    message = gettext_noop("Subject or text is missing in: %(languages)s.")
    hint = gettext_noop("Everybody gets the letter in their own language: write all three, then send.")
    status = 422


class ChallengeMissing(Refusal):
    code = "challenge_missing"
    message = gettext_noop("This group needs a challenge.")
    hint = gettext_noop("Choose one.")
    field = "challenge"
    status = 422


class SentAlready(Refusal):
    code = "sent_already"
    message = gettext_noop("This letter was sent already, or is on its way: it goes once.")
    hint = gettext_noop("Copy its text into a new one if something has to be added.")


class ChangedSincePreview(Refusal):
    code = "changed_since_preview"
    message = gettext_noop("Somebody changed this letter since you looked at it.")
    hint = gettext_noop("Read it again, then send it.")


class NobodyReads(Refusal):
    code = "nobody_reads"
    message = gettext_noop("Nobody would get this letter.")
    hint = gettext_noop("Choose another group.")


def tidied(text: str, *, is_line: bool = False) -> str:
    """Without what is invisible or turns the direction of reading."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    clean = ["".join(filter(can_stand, line)).rstrip() for line in lines]
    return " ".join(" ".join(clean).split()) if is_line else "\n".join(clean).strip()


def require_fitting(subject: Mapping[str, str], body: Mapping[str, str]) -> None:
    """Raises LetterTooLong."""
    is_long = any(len(text) > SUBJECT_LENGTH for text in subject.values())
    if is_long or any(len(text) > BODY_LENGTH for text in body.values()):
        raise LetterTooLong(subject=SUBJECT_LENGTH, limit=BODY_LENGTH)


def require_known_places(texts: Collection[str], *, has_team: bool, has_challenge: bool) -> None:
    """Raises PlaceUnknown, PlaceWithoutTeam, PlaceWithoutChallenge."""
    named = [name for text in texts for name in PLACE.findall(text)]
    for name in named:
        if name not in PLACES:
            raise PlaceUnknown(place=name)
    if TEAM in named and not has_team:
        raise PlaceWithoutTeam
    if CHALLENGE in named and not has_challenge:
        raise PlaceWithoutChallenge


def require_all_languages(subject: Mapping[str, str], body: Mapping[str, str]) -> None:
    """Raises LanguageMissing."""
    missing = [one for one in LANGUAGES if not subject.get(one, "").strip() or not body.get(one, "").strip()]
    if missing:
        raise LanguageMissing(languages=tuple(missing))


def require_readers(count: int) -> None:
    """Raises NobodyReads."""
    if not count:
        raise NobodyReads


def filled(text: str, names: Mapping[str, str]) -> str:
    """The text with its places taken; a name that itself has braces stays as it is."""
    return PLACE.sub(lambda found: names.get(found[1], found[0]), text)
