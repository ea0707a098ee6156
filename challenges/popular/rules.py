"""Who votes, until when, and what the sum of the votes says."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import TypeVar

from challenges.errors import Refusal, gettext_noop

MOST_MOVES = 20
Key = TypeVar("Key", bound=Hashable)


class PollNotOpen(Refusal):
    """Details: opens_at."""

    code = "poll_not_open"
    message = gettext_noop("The public votes from %(opens_at)s on.")
    hint = gettext_noop("Come back then.")
    status = 403


class PollOver(Refusal):
    """Details: closed_at."""

    code = "poll_over"
    message = gettext_noop("The vote ended on %(closed_at)s.")
    hint = gettext_noop("The result is told at the award ceremony.")
    status = 403


class NotInPoll(Refusal):
    code = "not_in_poll"
    message = gettext_noop("This project is not, or no longer, among those one can vote for.")
    hint = gettext_noop("Load the page again and choose another one.")
    status = 404


class AddressFirst(Refusal):
    code = "address_first"
    message = gettext_noop("Only accounts with a confirmed e-mail address vote.")
    hint = gettext_noop("Confirm yours on your account page; then vote.")
    status = 403


class OwnProject(Refusal):
    code = "own_project"
    message = gettext_noop("Nobody votes for the project of their own team.")
    hint = gettext_noop("Choose another one: it takes nothing from yours that others vote for it.")
    status = 403


class JurorsDecideElsewhere(Refusal):
    code = "jurors_decide_elsewhere"
    message = gettext_noop("Who sits on a jury of this edition does not vote with the public.")
    status = 403


class MovedTooOften(Refusal):
    """Details: limit."""

    code = "moved_too_often"
    message = gettext_noop("A vote is moved at most %(limit)s times.")
    hint = gettext_noop("It stays where it is now.")
    status = 429


class VotesGiven(Refusal):
    """Details: count."""

    code = "votes_given"
    message = gettext_noop("%(count)s people have voted: the vote can no longer be removed.")
    hint = gettext_noop("Change its hours instead; it can be closed at once.")


@dataclass(frozen=True)
class Place:
    """Where a project stands with the public. Those with as many votes share a rank (1224)."""

    rank: int
    votes: int


def require_poll_open(opens_at: datetime, closes_at: datetime, *, now: datetime) -> None:
    """Raises PollNotOpen, PollOver."""
    if now < opens_at:
        raise PollNotOpen(opens_at=opens_at)
    if now > closes_at:
        raise PollOver(closed_at=closes_at)


def require_over(closes_at: datetime, *, now: datetime) -> None:
    """What the votes say is not asked before the close. Raises ValueError: only a mistake of ours asks."""
    if now <= closes_at:
        raise ValueError("the vote is not over")


def require_moves_left(moves: int) -> None:
    """Raises MovedTooOften."""
    if moves >= MOST_MOVES:
        raise MovedTooOften(limit=MOST_MOVES)


def require_no_votes(count: int) -> None:
    """Raises VotesGiven."""
    if count:
        raise VotesGiven(count=count)


def places(votes: Mapping[Key, int]) -> dict[Key, Place]:
    """From votes to ranks: the most votes first, one rank for as many."""
    return {key: Place(1 + sum(other > count for other in votes.values()), count) for key, count in votes.items()}


def shuffled(keys: list[Key], *, seed: str) -> list[Key]:
    """In an order of each reader's own, the same at every visit: to stand first is no advantage."""
    order = list(keys)
    Random(seed).shuffle(order)  # noqa: S311  (an order of pictures, no secret)
    return order
