"""How people and teams ask one another: by letter, by request, by offer to merge; how often, and what is refused."""

from datetime import datetime, timedelta

from challenges.errors import Refusal, gettext_noop

ADDRESS_LENGTH = 254
MOST_INVITATIONS = 20
LETTERS_A_DAY = 20
LETTERS_AN_ADDRESS = 3
MOST_REQUESTS = 5
MOST_PROPOSALS = 20
WAIT = timedelta(hours=24)
DAY = timedelta(hours=24)


class TooManyInvitations(Refusal):
    """Details: limit."""

    code = "too_many_invitations"
    message = gettext_noop("Your team has %(limit)s open invitations; more are not possible at a time.")
    hint = gettext_noop("Withdraw one that is no longer needed.")


class AlreadyInvited(Refusal):
    code = "already_invited"
    message = gettext_noop("There is already an open invitation to this person.")
    hint = gettext_noop("Send it again, or withdraw it.")
    field = "email"


class TooManyLetters(Refusal):
    """Of one person, or to one address."""

    code = "too_many_letters"
    message = gettext_noop("Enough invitations were sent by e-mail today.")
    hint = gettext_noop("Try again tomorrow, or hand over an invitation link yourself.")
    status = 429


class NotRecruiting(Refusal):
    code = "not_recruiting"
    message = gettext_noop("This team does not look for members.")
    hint = gettext_noop("Ask another one, or its captain for an invitation.")


class AlreadyAsked(Refusal):
    code = "already_asked"
    message = gettext_noop("You have already asked this team; its captain has not answered yet.")


class TooManyRequests(Refusal):
    """Details: limit."""

    code = "too_many_requests"
    message = gettext_noop(
        "You have asked %(limit)s teams that have not answered yet; more are not possible at a time."
    )
    hint = gettext_noop("Wait for an answer, or withdraw a request.")


class AskedLately(Refusal):
    """Details: again_at."""

    code = "asked_lately"
    message = gettext_noop("This was asked within the last 24 hours already.")
    hint = gettext_noop("It may be asked again from %(again_at)s.")
    status = 429


class AlreadyAnswered(Refusal):
    code = "already_answered"
    message = gettext_noop("This was answered or withdrawn in the meantime.")
    hint = gettext_noop("Load the page again to see what became of it.")


class SeekerSaysNothing(Refusal):
    code = "seeker_says_nothing"
    message = gettext_noop("Say in a sentence or two who you are and what you can do.")
    field = "about"
    status = 422


class TeamUnknown(Refusal):
    code = "team_unknown"
    message = gettext_noop("There is no such team that yours could join.")
    hint = gettext_noop("Write its name as it stands on the leaderboard.")
    field = "team"
    status = 422


class ProposalOpen(Refusal):
    code = "proposal_open"
    message = gettext_noop("Your team has an open offer to merge already.")
    hint = gettext_noop("Wait for the answer, or withdraw it.")


class TooManyProposals(Refusal):
    code = "too_many_proposals"
    message = gettext_noop("This team has many offers to merge to answer already.")
    hint = gettext_noop("Try again when it has answered.")


class TeamsTooLarge(Refusal):
    """Details: members, limit."""

    code = "teams_too_large"
    message = gettext_noop("Together the two teams have %(members)s members; a team may have %(limit)s.")


class BaselineCannotMerge(Refusal):
    code = "baseline_cannot_merge"
    message = gettext_noop("A baseline team belongs to the organizers; it merges with none.")


def require_few(count: int, *, limit: int, refusal: type[Refusal]) -> None:
    """One more is possible while there are fewer than the limit. Raises the refusal."""
    if count >= limit:
        raise refusal(limit=limit)


def require_letters_left(*, of_person: int, to_address: int) -> None:
    """What was sent within a day, by one person and to one address. Raises TooManyLetters."""
    if of_person >= LETTERS_A_DAY or to_address >= LETTERS_AN_ADDRESS:
        raise TooManyLetters


def require_waited(last: datetime | None, *, now: datetime) -> None:
    """The same is not asked twice within 24 hours. Raises AskedLately."""
    if last is not None and now < last + WAIT:
        raise AskedLately(again_at=last + WAIT)


def require_fitting(members: int, *, limit: int) -> None:
    """The members of two teams in one. Raises TeamsTooLarge."""
    if members > limit:
        raise TeamsTooLarge(members=members, limit=limit)
