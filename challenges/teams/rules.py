"""What a team may be called, who may join it, and how long an invitation lives."""

import unicodedata
from datetime import datetime, timedelta

from challenges.errors import Refusal, gettext_noop
from challenges.folding import fold

NAME_LENGTH = 60
KEY_LENGTH = 120
MARKS_IN_A_ROW = 2
INVITATION_LIFE = timedelta(days=14)

class TeamNameUnusable(Refusal):
    """Details: limit."""

    code = "team_name_unusable"
    message = gettext_noop("This name cannot be used for a team.")
    hint = gettext_noop("Use 2 to %(limit)s letters, digits, spaces and usual signs, without invisible characters.")
    field = "name"
    status = 422


class TeamNameTaken(Refusal):
    code = "team_name_taken"
    message = gettext_noop("Another team has this name, or one that looks the same.")
    hint = gettext_noop("Choose another name.")
    field = "name"


class AlreadyInATeam(Refusal):
    """Details: team (its name)."""

    code = "already_in_a_team"
    message = gettext_noop("You already belong to the team %(team)s; a person plays in one team of an edition.")


class NoTeam(Refusal):
    code = "no_team"
    message = gettext_noop("You are in no team of this edition.")
    hint = gettext_noop("Create a team, or ask a captain for the link of theirs.")
    status = 403


class LicenceNotAccepted(Refusal):
    code = "licence_not_accepted"
    message = gettext_noop("You have not accepted the licence of these data.")
    hint = gettext_noop("Accept it on the page of the data, or with “smartport accept-licence”.")
    status = 403


class TeamFull(Refusal):
    """Details: limit."""

    code = "team_full"
    message = gettext_noop("This team already has its %(limit)s members.")
    hint = gettext_noop("Ask its captain, or create a team of your own.")


class InvitationUnknown(Refusal):
    """Unknown, expired or revoked: a stranger is not told which."""

    code = "invitation_unknown"
    message = gettext_noop("This invitation is unknown, expired or withdrawn.")
    hint = gettext_noop("Ask the captain of the team for a new link.")
    status = 404


class NotTheCaptain(Refusal):
    code = "not_the_captain"
    message = gettext_noop("Only the captain of the team may do this.")
    status = 403


class EditionOver(Refusal):
    """Details: closed_at."""

    code = "edition_over"
    message = gettext_noop("This edition is over since %(closed_at)s; teams no longer change.")
    status = 403


def name_key(name: str) -> str:
    """The name as compared: folded, and without spaces."""
    return fold(name).replace(" ", "")


def require_usable_name(name: str) -> str:
    """The tidied name. Raises TeamNameUnusable: too short or long, no letter or digit, control or bidi characters,
    towers of combining marks."""
    tidied = " ".join(unicodedata.normalize("NFC", name).split())
    usable = (
        2 <= len(tidied) <= NAME_LENGTH
        and 1 <= len(name_key(tidied)) <= KEY_LENGTH
        and all(letter.isprintable() for letter in tidied)
        and any(letter.isalnum() for letter in tidied)
        and not _has_tower(tidied)
    )
    if not usable:
        raise TeamNameUnusable(limit=NAME_LENGTH)
    return tidied


def _has_tower(name: str) -> bool:
    height = 0
    for letter in unicodedata.normalize("NFD", name):
        height = height + 1 if unicodedata.combining(letter) else 0
        if height > MARKS_IN_A_ROW:
            return True
    return False


def require_room(members: int, *, limit: int) -> None:
    """Raises TeamFull."""
    if members >= limit:
        raise TeamFull(limit=limit)


def require_captain(is_captain: bool) -> None:
    """Raises NotTheCaptain."""
    if not is_captain:
        raise NotTheCaptain


def require_running(closes_at: datetime, *, now: datetime) -> None:
    """Teams change until the last instant of the edition. Raises EditionOver."""
    if now > closes_at:
        raise EditionOver(closed_at=closes_at)


def is_alive(*, expires_at: datetime, revoked_at: datetime | None, now: datetime) -> bool:
    """Whether an invitation still lets its bearer in."""
    return revoked_at is None and now <= expires_at
