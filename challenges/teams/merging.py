"""A team offers to become part of another; how its people move when the other says yes.

What it handed in moves in submissions.merging, and the boards follow in leaderboards.merging, which does all of it in
one transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.journal.actions import write
from challenges.post.actions import write_to
from challenges.post.rules import TEAM
from challenges.teams import letters
from challenges.teams.asking_rules import (
    MOST_PROPOSALS,
    AlreadyAnswered,
    BaselineCannotMerge,
    ProposalOpen,
    TeamUnknown,
    TooManyProposals,
    require_few,
    require_fitting,
    require_waited,
)
from challenges.teams.entering import hold_teams
from challenges.teams.leaving import close_questions
from challenges.teams.models import MergeProposal, Team
from challenges.teams.queries import captain_of, is_captain
from challenges.teams.rules import (
    TeamNameUnusable,
    name_key,
    require_captain,
    require_changing,
    require_usable_name,
)


@dataclass(frozen=True)
class Pair:
    """Two teams of which one becomes part of the other; `size` is how many people that makes."""

    absorbed: Team
    into: Team

    @property
    def size(self) -> int:
        return self.absorbed.memberships.count() + self.into.memberships.count()


@transaction.atomic
def propose_merge(team: Team, *, into: str, by: AbstractBaseUser, now: datetime) -> MergeProposal:
    """Offer that this team becomes part of the one of that name. Whether the submissions of both fit is looked at by
    who answers: before that nobody learns how often the other team has handed in.

    Raises NotTheCaptain, TeamsClosed, TeamUnknown, BaselineCannotMerge, TeamsTooLarge, ProposalOpen, AskedLately,
    TooManyProposals.
    """
    other = _team_named(team, into)
    teams = hold_teams([team.pk, other.pk])
    if len(teams) < 2:
        raise TeamUnknown
    pair = Pair(teams[team.pk], teams[other.pk])
    require_captain(is_captain(by, pair.absorbed))
    require_mergeable(pair, now=now)
    _require_offering(pair, now=now)
    proposal = MergeProposal.objects.create(team=pair.absorbed, into=pair.into, by_id=by.pk, proposed_at=now)
    _tell(proposal, [captain_of(pair.into)], draft=letters.PROPOSED, by=by, now=now)
    _journal("team.merge_proposed", proposal, by=by, now=now)
    return proposal


@transaction.atomic
def withdraw_merge(proposal: MergeProposal, *, by: AbstractBaseUser, now: datetime) -> None:
    """The captain of the offering team takes it back. Raises NotTheCaptain, AlreadyAnswered."""
    require_captain(is_captain(by, proposal.team))
    _close(proposal, by=by, is_accepted=None, now=now)
    _journal("team.merge_withdrawn", proposal, by=by, now=now)


@transaction.atomic
def decline_merge(proposal: MergeProposal, *, by: AbstractBaseUser, now: datetime) -> None:
    """The other captain says no. Raises NotTheCaptain, AlreadyAnswered."""
    require_captain(is_captain(by, proposal.into))
    _close(proposal, by=by, is_accepted=False, now=now)
    _tell(proposal, [captain_of(proposal.team)], draft=letters.MERGE_DECLINED, by=by, now=now)
    _journal("team.merge_declined", proposal, by=by, now=now)


def hold_pair(proposal: MergeProposal) -> Pair:
    """Both teams as they are now, locked, while the offer stands. Raises AlreadyAnswered."""
    teams = hold_teams([proposal.team_id, proposal.into_id])
    if len(teams) < 2 or not MergeProposal.objects.filter(pk=proposal.pk, answered_at=None).exists():
        raise AlreadyAnswered
    return Pair(teams[proposal.team_id], teams[proposal.into_id])


def require_mergeable(pair: Pair, *, now: datetime) -> None:
    """Raises TeamsClosed, BaselineCannotMerge, TeamUnknown (nobody is in it any more), TeamsTooLarge."""
    require_changing(pair.into.edition.teams_close, now=now)
    if pair.absorbed.is_baseline or pair.into.is_baseline:
        raise BaselineCannotMerge
    if not all(team.memberships.exists() for team in (pair.absorbed, pair.into)):
        raise TeamUnknown
    require_fitting(pair.size, limit=pair.into.edition.team_size)


def unite(proposal: MergeProposal, pair: Pair, *, by: AbstractBaseUser, now: datetime) -> None:
    """The people of two teams that are locked; everybody is told. Raises NotTheCaptain, AlreadyAnswered."""
    require_captain(is_captain(by, pair.into))
    _close(proposal, by=by, is_accepted=True, now=now)
    close_questions(pair.absorbed, now=now)
    pair.absorbed.memberships.update(team=pair.into, is_captain=False)
    pair.absorbed.merged_into, pair.absorbed.merged_at = pair.into, now
    pair.absorbed.is_recruiting = False
    pair.absorbed.save(update_fields=["merged_into", "merged_at", "is_recruiting"])
    people = [membership.user for membership in pair.into.memberships.select_related("user")]
    _tell(proposal, people, draft=letters.MERGED, by=by, now=now)


def _team_named(team: Team, name: str) -> Team:
    try:
        key = name_key(require_usable_name(name))
    except TeamNameUnusable as error:
        raise TeamUnknown from error
    found = team.edition.teams.filter(name_key=key, merged_into=None).exclude(pk=team.pk).first()
    if found is None:
        raise TeamUnknown
    return found


def _require_offering(pair: Pair, *, now: datetime) -> None:
    mine = MergeProposal.objects.filter(team=pair.absorbed)
    if mine.filter(answered_at=None).exists():
        raise ProposalOpen
    before = mine.filter(into=pair.into).order_by("-proposed_at").first()
    require_waited(before.proposed_at if before else None, now=now)
    waiting = MergeProposal.objects.filter(into=pair.into, answered_at=None).count()
    require_few(waiting, limit=MOST_PROPOSALS, refusal=TooManyProposals)


def _close(proposal: MergeProposal, *, by: AbstractBaseUser, is_accepted: bool | None, now: datetime) -> None:
    waiting = MergeProposal.objects.filter(pk=proposal.pk, answered_at=None)
    if not waiting.update(answered_at=now, answered_by_id=by.pk, is_accepted=is_accepted):
        raise AlreadyAnswered


def _tell(
    proposal: MergeProposal,
    people: Sequence[AbstractBaseUser | None],
    *,
    draft: letters.Draft,
    by: AbstractBaseUser,
    now: datetime,
) -> None:
    names = {"other": proposal.team.name, "team": proposal.into.name, "person": str(by)}
    readers = [person for person in people if person is not None]
    about = f"merge:{proposal.pk}:{'proposed' if draft is letters.PROPOSED else 'answered'}"
    write_to(readers, letters.compose(draft, **names), kind=TEAM, about=about, now=now)


def _journal(deed: str, proposal: MergeProposal, *, by: AbstractBaseUser, now: datetime) -> None:
    details = {"proposal": str(proposal.pk), "into": str(proposal.into_id)}
    write(deed, subject=f"team:{proposal.team_id}", by=by, now=now, details=details)
