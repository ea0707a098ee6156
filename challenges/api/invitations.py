"""Invitations: to my team, by link or by e-mail; to me."""

from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from challenges import clock
from challenges.api.door import Door
from challenges.api.editions import edition_asked
from challenges.api.errors import MEMBERS_ONLY, NOT_FOUND, WRITING, errors
from challenges.api.language import LANG
from challenges.api.team_bodies import (
    InvitationBody,
    Joining,
    NewInvitation,
    NewInvitationBody,
    OfferBody,
    TeamBody,
)
from challenges.api.teams import my_team, with_members
from challenges.errors import gettext_noop
from challenges.post.rules import AddressUnusable
from challenges.teams import actions
from challenges.teams.asking_rules import (
    AlreadyAnswered,
    AlreadyInvited,
    TooManyInvitations,
    TooManyLetters,
)
from challenges.teams.inviting import accept_invitation, decline_invitation, invite_by_mail, send_again
from challenges.teams.models import Invitation
from challenges.teams.queries import offers_to, open_invitations
from challenges.teams.rules import (
    AlreadyInATeam,
    EligibilityNotDeclared,
    InvitationUnknown,
    JudgesInEdition,
    NoTeam,
    NotTheCaptain,
    TeamFull,
    TeamsClosed,
)

ENTERING = (AlreadyInATeam, JudgesInEdition, TeamFull, EligibilityNotDeclared, TeamsClosed)


class InvitationsDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="list_invitations",
        summary=gettext_noop("Open invitations of my team"),
        description=gettext_noop("For the captain. Newest first; their secrets are not kept."),
        parameters=[LANG],
        responses={200: InvitationBody(many=True), **errors(*MEMBERS_ONLY, NOT_FOUND, NoTeam, NotTheCaptain)},
    )
    def get(self, request: Request) -> Response:
        team = my_team(request)
        if not request.user.has_perm("challenges.invite_to_team", team):
            raise NotTheCaptain
        return self.paged(InvitationBody, open_invitations(team, now=clock.now()))

    @extend_schema(
        operation_id="create_invitation",
        summary=gettext_noop("Invite to my team"),
        description=gettext_noop(
            "The captain makes a secret to hand to future members, or has it sent to an address, for one person."
        ),
        parameters=[LANG],
        request=NewInvitation,
        responses={
            201: NewInvitationBody,
            **errors(
                *WRITING,
                NOT_FOUND,
                NoTeam,
                NotTheCaptain,
                TeamsClosed,
                TooManyInvitations,
                AddressUnusable,
                AlreadyInvited,
                TooManyLetters,
            ),
        },
    )
    def post(self, request: Request) -> Response:
        asked = NewInvitation(data=request.data)
        asked.is_valid(raise_exception=True)
        team, moment = my_team(request), clock.now()
        if "email" in asked.validated_data:
            address = asked.validated_data["email"]
            sent = invite_by_mail(team, email=address, by=self.person, now=moment)
            return Response(self.shaped(NewInvitationBody, {"invitation": sent, "secret": None}), status=201)
        invited = actions.invite(team, by=self.person, now=moment)
        return Response(self.shaped(NewInvitationBody, invited), status=201)


class InvitationDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="revoke_invitation",
        summary=gettext_noop("Withdraw an invitation"),
        description=gettext_noop("Whoever has its secret can no longer join."),
        parameters=[LANG],
        responses={204: None, **errors(*WRITING, NOT_FOUND, NoTeam, NotTheCaptain)},
    )
    def delete(self, request: Request, invitation_id: UUID) -> Response:
        actions.revoke_invitation(_open(request, invitation_id), by=self.person, now=clock.now())
        return Response(status=204)


class ResendDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="resend_invitation",
        summary=gettext_noop("Send an invitation again"),
        description=gettext_noop(
            "With a fresh link to the same address; the former one is void. 404 for one that was not sent by e-mail."
        ),
        parameters=[LANG],
        request=None,
        responses={
            201: InvitationBody,
            **errors(
                *WRITING,
                NOT_FOUND,
                NoTeam,
                NotTheCaptain,
                TeamsClosed,
                AlreadyAnswered,
                TooManyInvitations,
                TooManyLetters,
            ),
        },
    )
    def post(self, request: Request, invitation_id: UUID) -> Response:
        invitation = _open(request, invitation_id)
        if not invitation.email:
            raise Http404
        return Response(
            self.shaped(InvitationBody, send_again(invitation, by=self.person, now=clock.now())), status=201
        )


class JoinDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="join_team",
        summary=gettext_noop("Join a team"),
        description=gettext_noop("By the secret that its captain gave; joining one's own team again changes nothing."),
        parameters=[LANG],
        request=Joining,
        responses={200: TeamBody, **errors(*WRITING, InvitationUnknown, *ENTERING)},
    )
    def post(self, request: Request) -> Response:
        asked = Joining(data=request.data)
        asked.is_valid(raise_exception=True)
        membership = actions.join(asked.validated_data["secret"], user=self.person, now=clock.now())
        return Response(self.shaped(TeamBody, with_members(membership.team)))


class OffersDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="list_offers",
        summary=gettext_noop("Invitations to me"),
        description=gettext_noop("From captains who found the asker on the board; newest first."),
        parameters=[LANG],
        responses={200: OfferBody(many=True), **errors(*MEMBERS_ONLY, NOT_FOUND)},
    )
    def get(self, request: Request) -> Response:
        return self.paged(OfferBody, offers_to(request.user, edition_asked(), now=clock.now()))


class OfferDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="accept_offer",
        summary=gettext_noop("Accept an invitation"),
        description=gettext_noop("The asker is in the team, if it still has room."),
        parameters=[LANG],
        request=None,
        responses={200: TeamBody, **errors(*WRITING, NOT_FOUND, AlreadyAnswered, *ENTERING)},
    )
    def post(self, request: Request, invitation_id: UUID) -> Response:
        membership = accept_invitation(_offer(request, invitation_id), user=self.person, now=clock.now())
        return Response(self.shaped(TeamBody, with_members(membership.team)))

    @extend_schema(
        operation_id="decline_offer",
        summary=gettext_noop("Decline an invitation"),
        description=gettext_noop("It is closed."),
        parameters=[LANG],
        responses={204: None, **errors(*WRITING, NOT_FOUND, AlreadyAnswered)},
    )
    def delete(self, request: Request, invitation_id: UUID) -> Response:
        decline_invitation(_offer(request, invitation_id), user=self.person, now=clock.now())
        return Response(status=204)


def _open(request: Request, invitation_id: UUID) -> Invitation:
    found = open_invitations(my_team(request), now=clock.now()).filter(pk=invitation_id).first()
    if found is None:
        raise Http404
    return found


def _offer(request: Request, invitation_id: UUID) -> Invitation:
    found = offers_to(request.user, edition_asked(), now=clock.now()).filter(pk=invitation_id).first()
    if found is None:
        raise Http404
    return found
