"""Offers to merge two teams."""

from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from challenges import clock
from challenges.api.door import Door
from challenges.api.errors import MEMBERS_ONLY, NOT_FOUND, WRITING, errors
from challenges.api.language import LANG
from challenges.api.team_bodies import Offering, PreviewBody, ProposalBody, TeamBody
from challenges.api.teams import my_team, with_members
from challenges.errors import gettext_noop
from challenges.leaderboards.merging import accept_merge, preview_merge, preview_own_offer
from challenges.leaderboards.rules import BoardClosed
from challenges.submissions.merging import SubmissionsTooMany
from challenges.teams.asking_rules import (
    AlreadyAnswered,
    AskedLately,
    BaselineCannotMerge,
    ProposalOpen,
    TeamsTooLarge,
    TeamUnknown,
    TooManyProposals,
)
from challenges.teams.merging import decline_merge, propose_merge, withdraw_merge
from challenges.teams.models import MergeProposal, Team
from challenges.teams.queries import proposals_of
from challenges.teams.rules import NoTeam, NotTheCaptain, TeamsClosed

MINE = (NOT_FOUND, NoTeam)
FITTING = (TeamsClosed, TeamUnknown, BaselineCannotMerge, TeamsTooLarge)


class MergesDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="list_merge_proposals",
        summary=gettext_noop("Open offers to merge"),
        description=gettext_noop("Those that the asker's team made or has to answer, the oldest first."),
        parameters=[LANG],
        responses={200: ProposalBody(many=True), **errors(*MEMBERS_ONLY, *MINE)},
    )
    def get(self, request: Request) -> Response:
        return self.paged(ProposalBody, proposals_of(my_team(request)))

    @extend_schema(
        operation_id="propose_merge",
        summary=gettext_noop("Offer to merge"),
        description=gettext_noop(
            "The captain offers that this team becomes part of the named one, whose captain then sees how often this "
            "team has handed in, and answers."
        ),
        parameters=[LANG],
        request=Offering,
        responses={
            201: ProposalBody,
            **errors(*WRITING, *MINE, NotTheCaptain, *FITTING, ProposalOpen, AskedLately, TooManyProposals),
        },
    )
    def post(self, request: Request) -> Response:
        asked = Offering(data=request.data)
        asked.is_valid(raise_exception=True)
        name = asked.validated_data["team"]
        made = propose_merge(my_team(request), into=name, by=self.person, now=clock.now())
        return Response(self.shaped(ProposalBody, made), status=201)


class MergeDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="withdraw_merge",
        summary=gettext_noop("Withdraw an offer to merge"),
        description=gettext_noop("By the captain of the team that made it."),
        parameters=[LANG],
        responses={204: None, **errors(*WRITING, *MINE, NotTheCaptain, AlreadyAnswered)},
    )
    def delete(self, request: Request, proposal_id: UUID) -> Response:
        team, proposal = _asked(request, proposal_id)
        if proposal.team_id != team.pk:
            raise Http404
        withdraw_merge(proposal, by=self.person, now=clock.now())
        return Response(status=204)


class MergePreviewDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="preview_merge",
        summary=gettext_noop("What a merge would mean"),
        description=gettext_noop(
            "For the captain who answers: who will be in the team, sums against the limits, best scores, what is lost. "
            "For the one who offers: the own side of it."
        ),
        parameters=[LANG],
        responses={200: PreviewBody, **errors(*MEMBERS_ONLY, *MINE, NotTheCaptain)},
    )
    def get(self, request: Request, proposal_id: UUID) -> Response:
        team, proposal = _asked(request, proposal_id)
        _require_lead(request, team)
        is_own = proposal.team_id == team.pk
        seen = preview_own_offer(proposal) if is_own else preview_merge(proposal, now=clock.now())
        return Response(self.shaped(PreviewBody, seen))


class AcceptMergeDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="accept_merge",
        summary=gettext_noop("Accept an offer to merge"),
        description=gettext_noop(
            "The two teams are one, at once and for good, if size and submissions of both together fit."
        ),
        parameters=[LANG],
        request=None,
        responses={
            200: TeamBody,
            **errors(*WRITING, *MINE, NotTheCaptain, AlreadyAnswered, *FITTING, SubmissionsTooMany, BoardClosed),
        },
    )
    def post(self, request: Request, proposal_id: UUID) -> Response:
        team = accept_merge(_to_answer(request, proposal_id), by=self.person, now=clock.now())
        return Response(self.shaped(TeamBody, with_members(team)))


class DeclineMergeDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="decline_merge",
        summary=gettext_noop("Decline an offer to merge"),
        description=gettext_noop("By the captain who is asked; both teams stay as they are."),
        parameters=[LANG],
        request=None,
        responses={204: None, **errors(*WRITING, *MINE, NotTheCaptain, AlreadyAnswered)},
    )
    def post(self, request: Request, proposal_id: UUID) -> Response:
        decline_merge(_to_answer(request, proposal_id), by=self.person, now=clock.now())
        return Response(status=204)


def _asked(request: Request, proposal_id: UUID) -> tuple[Team, MergeProposal]:
    team = my_team(request)
    proposal = proposals_of(team).filter(pk=proposal_id).first()
    if proposal is None:
        raise Http404
    return team, proposal


def _to_answer(request: Request, proposal_id: UUID) -> MergeProposal:
    team, proposal = _asked(request, proposal_id)
    if proposal.into_id != team.pk:
        raise Http404
    _require_lead(request, team)
    return proposal


def _require_lead(request: Request, team: Team) -> None:
    if not request.user.has_perm("challenges.lead_team", team):
        raise NotTheCaptain
