"""Who may be named, by whom, and what is refused."""

from datetime import datetime, timedelta

from challenges.errors import Refusal, gettext_noop

LIFE = timedelta(days=7)
MOST_INVITATIONS = 50


class CrewInvitationUnknown(Refusal):
    """Unknown, expired, withdrawn or answered: a stranger is not told which."""

    code = "crew_invitation_unknown"
    message = gettext_noop("This invitation is unknown, expired, withdrawn or answered.")
    hint = gettext_noop("Ask the organizers for a new one.")
    status = 404


class NotYourInvitation(Refusal):
    code = "not_your_invitation"
    message = gettext_noop("This invitation was sent to another address, or yours is not confirmed yet.")
    hint = gettext_noop(
        "Log in to the account of the address it was sent to. If this is it, confirm the address on your account page, "
        "then open the link again."
    )
    status = 403


class OrganizesAlready(Refusal):
    code = "organizes_already"
    message = gettext_noop("Whoever has this address organizes already.")
    hint = gettext_noop("Take the role back first where it is to be another one.")
    field = "email"


class JudgesNow(Refusal):
    code = "judges_now"
    message = gettext_noop("You sit on a jury that has not decided yet: whoever judges does not organize.")
    hint = gettext_noop("Accept when its decision is locked, or ask the organizers to end your seat first.")
    status = 403


class InvitedAlready(Refusal):
    code = "invited_already"
    message = gettext_noop("An invitation to this address is open.")
    hint = gettext_noop("Withdraw it first; then send another.")
    field = "email"


class TooManyCrewInvitations(Refusal):
    """Details: limit."""

    code = "too_many_crew_invitations"
    message = gettext_noop("%(limit)s invitations are open at once, and no more.")
    hint = gettext_noop("Withdraw those that nobody will answer.")


class NoChallengeNamed(Refusal):
    code = "no_challenge_named"
    message = gettext_noop("An organizer of named challenges needs at least one.")
    hint = gettext_noop("Tick the challenges, or choose the whole edition.")
    field = "challenges"
    status = 422


class OperatorsOnly(Refusal):
    code = "operators_only"
    message = gettext_noop("Only an operator may do this.")
    hint = gettext_noop("Ask whoever installed the site.")
    status = 403


class LastOperator(Refusal):
    code = "last_operator"
    message = gettext_noop("This is the last operator: without one nobody answers for the site any more.")
    hint = gettext_noop("Make somebody else an operator first.")


class HasNoSuchRole(Refusal):
    code = "has_no_such_role"
    message = gettext_noop("This person does not have the role, or has it no longer.")
    hint = gettext_noop("Load the list again.")


class OwnRoleUnconfirmed(Refusal):
    code = "own_role_unconfirmed"
    message = gettext_noop("You would take your own role: afterwards you cannot give it back to yourself.")
    hint = gettext_noop("Tick that you know this, if it is what you want.")
    field = "knows"
    status = 422


def require_few_invitations(count: int) -> None:
    """Raises TooManyCrewInvitations."""
    if count >= MOST_INVITATIONS:
        raise TooManyCrewInvitations(limit=MOST_INVITATIONS)


def is_alive(*, expires_at: datetime, ended_at: datetime | None, now: datetime) -> bool:
    """Whether a link still makes somebody an organizer."""
    return ended_at is None and now <= expires_at


def require_named(count: int, *, is_limited: bool) -> None:
    """Raises NoChallengeNamed."""
    if is_limited and not count:
        raise NoChallengeNamed


def require_another_operator(others: int) -> None:
    """Raises LastOperator."""
    if not others:
        raise LastOperator


def require_knowing(*, is_own: bool, knows: bool) -> None:
    """Raises OwnRoleUnconfirmed."""
    if is_own and not knows:
        raise OwnRoleUnconfirmed


def same_address(one: str, other: str) -> bool:
    """Addresses are compared without case."""
    return one.strip().casefold() == other.strip().casefold()
