"""What a panel must be, who may sit on it, and what is refused."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from challenges.errors import Refusal, gettext_noop

LIFE = timedelta(days=21)
"""Of a juror's invitation: they are busy people."""
MOST_CRITERIA = 10
MOST_GRADES = 11
ADVISED_CRITERIA = range(4, 7)
MOST_JURORS = 60
REASON_LENGTH = 600
CODE_LETTERS, CODE_DIGITS = "ACDEFGHJKMNPQRTVWXY", "23456789"
"""No letter that looks like a digit, and no two neighbours that make a word."""


class PanelFrozen(Refusal):
    """Details: opened_at."""

    code = "panel_frozen"
    message = gettext_noop("This panel is open since %(opened_at)s: what it judges by does not change any more.")
    hint = gettext_noop("Its hours, its jurors and the projects that are withdrawn can still be changed.")


class PanelLocked(Refusal):
    code = "panel_locked"
    message = gettext_noop("This panel has locked its decision: nothing of it changes any more.")


class PanelDecides(Refusal):
    code = "panel_decides_award"
    message = gettext_noop("An award is decided by this panel.")
    hint = gettext_noop("An organizer of the whole edition takes the panel off the award first.")


class TooManyCriteria(Refusal):
    """Details: limit."""

    code = "too_many_criteria"
    message = gettext_noop("A panel has at most %(limit)s criteria.")
    hint = gettext_noop("Four to six are best: jurors grade each of them for each project.")


class ScaleUnfit(Refusal):
    """Details: most."""

    code = "scale_unfit"
    message = gettext_noop("A scale goes upwards in whole grades, from two to %(most)s of them.")
    hint = gettext_noop("From 1 to 5 is what most juries use.")
    field = "highest"
    status = 422


class JurorInvitationUnknown(Refusal):
    """Unknown, expired, withdrawn or answered: a stranger is not told which."""

    code = "juror_invitation_unknown"
    message = gettext_noop("This invitation is unknown, expired, withdrawn or answered.")
    hint = gettext_noop("Ask the organizers for a new one.")
    status = 404


class SitsAlready(Refusal):
    code = "sits_already"
    message = gettext_noop("Whoever has this address sits on this panel already.")
    hint = gettext_noop("To give them another seat, change it in the list.")
    field = "email"


class PlaysInEdition(Refusal):
    code = "plays_in_edition"
    message = gettext_noop("Whoever plays in a team of this edition does not judge in it.")
    hint = gettext_noop("Invite somebody else. Whoever has joined a team by mistake leaves it first.")
    field = "email"


class OrganizesHere(Refusal):
    code = "organizes_here"
    message = gettext_noop("Whoever organizes in this edition does not judge in it: they see which team is which.")
    hint = gettext_noop("Invite somebody else, or take the role of an organizer back first.")
    field = "email"


class SeatTaken(Refusal):
    code = "seat_taken"
    message = gettext_noop("Somebody has this seat, or is invited to it.")
    hint = gettext_noop("Give that person another seat first, or withdraw the invitation.")
    field = "seat"


class TooManyJurors(Refusal):
    """Details: limit."""

    code = "too_many_jurors"
    message = gettext_noop("A panel has at most %(limit)s seats, invitations among them.")
    hint = gettext_noop("Withdraw invitations that nobody will answer.")


class InstitutionMissing(Refusal):
    code = "institution_missing"
    message = gettext_noop("Say to which institution this person belongs.")
    hint = gettext_noop("Two jurors of one institution do not score the same project.")
    field = "institution"
    status = 422


class HasLeft(Refusal):
    code = "juror_has_left"
    message = gettext_noop("This person has left the panel.")
    hint = gettext_noop("Invite them again if they are to come back.")


class WhyMissing(Refusal):
    """Details: limit."""

    code = "why_untold"
    message = gettext_noop("Say why, in at most %(limit)s characters.")
    field = "reason"
    status = 422


class HourNotToCome(Refusal):
    """Details: now."""

    code = "hour_not_to_come"
    message = gettext_noop("This hour is over: it is %(now)s.")
    hint = gettext_noop("Choose an hour that is still to come.")
    status = 422


class HoursOutOfOrder(Refusal):
    code = "hours_out_of_order"
    message = gettext_noop("The final would end before the screening.")
    hint = gettext_noop("Choose a later hour for the final.")
    field = "final_closes_at"
    status = 422


def require_draft(*, opened_at: datetime | None) -> None:
    """Raises PanelFrozen."""
    if opened_at is not None:
        raise PanelFrozen(opened_at=opened_at)


def require_not_locked(*, is_locked: bool) -> None:
    """Raises PanelLocked."""
    if is_locked:
        raise PanelLocked


def require_scale(lowest: int, highest: int) -> None:
    """Raises ScaleUnfit."""
    if not 1 <= highest - lowest < MOST_GRADES:
        raise ScaleUnfit(most=MOST_GRADES)


def require_room_for_criterion(count: int) -> None:
    """Raises TooManyCriteria."""
    if count >= MOST_CRITERIA:
        raise TooManyCriteria(limit=MOST_CRITERIA)


def require_room_for_juror(count: int) -> None:
    """Raises TooManyJurors."""
    if count >= MOST_JURORS:
        raise TooManyJurors(limit=MOST_JURORS)


def require_institution(text: str) -> str:
    """Raises InstitutionMissing."""
    if not text.strip():
        raise InstitutionMissing
    return text.strip()


def require_why(text: str) -> str:
    """Raises WhyMissing."""
    if not text.strip() or len(text.strip()) > REASON_LENGTH:
        raise WhyMissing(limit=REASON_LENGTH)
    return text.strip()


def require_hours(
    screening: datetime | None, final: datetime | None, *, changed: Collection[str], now: datetime
) -> None:
    """Only an hour that is `changed` must still come. Raises HourNotToCome, HoursOutOfOrder."""
    for field, hour in (("screening_closes_at", screening), ("final_closes_at", final)):
        if field in changed and hour is not None and hour <= now:
            refused = HourNotToCome(now=now)
            refused.field = field
            raise refused
    if screening and final and final <= screening:
        raise HoursOutOfOrder


def is_living(*, expires_at: datetime, ended_at: datetime | None, now: datetime) -> bool:
    """Whether a link still seats somebody."""
    return ended_at is None and now <= expires_at


def levels_within(levels: Mapping[str, dict[str, str]], lowest: int, highest: int) -> dict[str, dict[str, str]]:
    """What the grades of a scale mean; of a grade that is not on it nothing."""
    return {str(grade): levels.get(str(grade), {}) for grade in range(lowest, highest + 1)}


def grades_untold(
    levels: Mapping[str, dict[str, str]], lowest: int, highest: int, *, languages: Collection[str]
) -> int:
    """How many grades of the scale have no meaning in one of the languages."""
    told = levels_within(levels, lowest, highest).values()
    return sum(not all(texts.get(language, "").strip() for language in languages) for texts in told)
