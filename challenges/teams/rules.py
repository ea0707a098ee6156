"""What a team may be called, who may be in it, and until when it changes."""

import unicodedata
from datetime import datetime, timedelta

from challenges.errors import Refusal, gettext_noop
from challenges.folding import can_stand, fold

NAME_LENGTH = 60
KEY_LENGTH = 120
MARKS_IN_A_ROW = 2
INVITATION_LIFE = timedelta(days=14)
TEXT_LENGTH = 600


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


class TeamNameFixed(Refusal):
    code = "team_name_fixed"
    message = gettext_noop("A team that has handed in keeps its name.")
    hint = gettext_noop("The others know it by it on the leaderboards.")
    field = "name"


class NameStays(Refusal):
    code = "name_stays"
    message = gettext_noop("The team has this name already.")
    hint = gettext_noop("Type another one.")
    field = "name"


class ReasonMissing(Refusal):
    code = "moderation_reason_missing"
    message = gettext_noop("Say why: those whom it concerns read it.")
    hint = gettext_noop("One sentence is enough.")
    field = "reason"
    status = 422


class AlreadyInATeam(Refusal):
    """Details: team (its name)."""

    code = "already_in_a_team"
    message = gettext_noop("You already belong to the team %(team)s; a person plays in one team of an edition.")


class JudgesInEdition(Refusal):
    code = "judges_in_edition"
    message = gettext_noop("Whoever sits on a jury of this edition plays in no team of it.")
    hint = gettext_noop("To play, ask the organizers to end the seat first.")
    status = 403


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
    message = gettext_noop("This team already has all its members (%(limit)s).")
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


class CaptainHasMates(Refusal):
    code = "captain_has_mates"
    message = gettext_noop("A captain cannot leave mates behind without a captain.")
    hint = gettext_noop("Make one of them captain first, then leave.")


class YourselfCannotBeRemoved(Refusal):
    code = "yourself_cannot_be_removed"
    message = gettext_noop("You cannot remove yourself from the team.")
    hint = gettext_noop("Leave it instead; a captain with mates makes one of them captain first.")


class TeamsClosed(Refusal):
    """Details: closed_at."""

    code = "teams_closed"
    message = gettext_noop("Teams could change until %(closed_at)s; now they stay as they are.")
    hint = gettext_noop("Whoever is in a team goes on handing in for it.")
    status = 403


class EligibilityNotDeclared(Refusal):
    code = "eligibility_not_declared"
    message = gettext_noop("You have not declared that you may take part, or the conditions have changed since.")
    hint = gettext_noop("Read and accept the conditions of participation, then try again.")
    field = "eligible"
    status = 403


class ApplicantNotEligible(Refusal):
    code = "applicant_not_eligible"
    message = gettext_noop("This person has not accepted the conditions of participation as they stand now.")
    hint = gettext_noop("They have to accept them once more; then you can let them in.")


class TextTooLong(Refusal):
    """Details: limit. `field` names the text."""

    code = "text_too_long"
    message = gettext_noop("This text is longer than %(limit)s characters.")
    hint = gettext_noop("Shorten it.")
    status = 422

    def __init__(self, *, limit: int, field: str) -> None:
        self.field = field
        super().__init__(limit=limit)


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


def require_changing(closes_at: datetime, *, now: datetime) -> None:
    """Teams change until the last instant that the edition gives them. Raises TeamsClosed."""
    if now > closes_at:
        raise TeamsClosed(closed_at=closes_at)


def require_text(text: str, *, field: str, limit: int = TEXT_LENGTH) -> str:
    """The text without what is invisible or turns the direction of reading; its lines stay. Raises TextTooLong."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    tidied = "\n".join("".join(filter(can_stand, line)).strip() for line in lines).strip()
    while "\n\n\n" in tidied:
        tidied = tidied.replace("\n\n\n", "\n\n")
    if len(tidied) > limit:
        raise TextTooLong(limit=limit, field=field)
    return tidied


def require_reason(text: str) -> str:
    """The reason, tidied. Raises ReasonMissing, TextTooLong."""
    reason = require_text(text, field="reason")
    if not reason:
        raise ReasonMissing
    return reason


def is_alive(*, expires_at: datetime, revoked_at: datetime | None, now: datetime) -> bool:
    """Whether an invitation still lets its bearer in."""
    return revoked_at is None and now <= expires_at
