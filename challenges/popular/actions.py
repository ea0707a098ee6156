"""The public votes, moves its vote, and takes it back."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.journal.actions import hold_the_pen
from challenges.journal.keeping import keep, remove
from challenges.panels.queries import judges_now
from challenges.popular.models import Poll, Vote
from challenges.popular.queries import votable
from challenges.popular.rules import (
    AddressFirst,
    JurorsDecideElsewhere,
    NotInPoll,
    OwnProject,
    require_moves_left,
    require_no_votes,
    require_poll_open,
)
from challenges.projects.models import Project
from challenges.teams.entering import hold_person
from challenges.teams.queries import is_member

FIELDS = ("opens_at", "closes_at")


@transaction.atomic
def cast_vote(poll: Poll, *, project_id: UUID, by: AbstractBaseUser, is_confirmed: bool, now: datetime) -> Vote:
    """The person's one vote stands there from now on; the same again changes nothing. `is_confirmed`: whether the
    account has proved an address. What somebody chose stands in no journal.

    Raises PollNotOpen, PollOver, AddressFirst, JurorsDecideElsewhere, NotInPoll, OwnProject, MovedTooOften.
    """
    require_poll_open(poll.opens_at, poll.closes_at, now=now)
    if not is_confirmed:
        raise AddressFirst
    hold_person(by.pk)  # who takes a seat on a jury, or the vote back, at this instant waits
    if judges_now(by, poll.edition_id):
        raise JurorsDecideElsewhere
    project = _choosable(poll, project_id, by=by)
    given = {"project": project, "first_at": now, "at": now}
    vote, _ = Vote.objects.get_or_create(poll=poll, voter_id=by.pk, defaults=given)
    if vote.project_id != project.pk:
        require_moves_left(vote.moves)
        vote.project, vote.at, vote.moves = project, now, vote.moves + 1
        vote.save(update_fields=["project", "at", "moves"])
    return vote


@transaction.atomic
def take_vote_back(poll: Poll, *, by: AbstractBaseUser, now: datetime) -> bool:
    """The person has not voted; False where that was so before. Raises PollNotOpen, PollOver."""
    require_poll_open(poll.opens_at, poll.closes_at, now=now)
    hold_person(by.pk)
    deleted, _ = Vote.objects.filter(poll=poll, voter_id=by.pk).delete()
    return bool(deleted)


@transaction.atomic
def keep_poll(poll: Poll, *, by: AbstractBaseUser, now: datetime) -> None:
    """The vote has these hours from now on; of two who make it at once, the second changes it."""
    hold_the_pen(now)
    if poll.pk is None:
        poll.pk = Poll.objects.filter(edition_id=poll.edition_id).values_list("pk", flat=True).first()
    keep(poll, fields=FIELDS, by=by, now=now)


@transaction.atomic
def remove_poll(poll: Poll, *, by: AbstractBaseUser, now: datetime) -> bool:
    """There is no vote any more; False where it was gone before. Raises VotesGiven."""
    hold_the_pen(now)
    require_no_votes(Vote.objects.filter(poll=poll).count())
    return remove(poll, fields=FIELDS, by=by, now=now)


def _choosable(poll: Poll, project_id: UUID, *, by: AbstractBaseUser) -> Project:
    project = votable(poll).filter(pk=project_id).first()
    if project is None:
        raise NotInPoll
    if is_member(by, project.team):
        raise OwnProject
    return project
