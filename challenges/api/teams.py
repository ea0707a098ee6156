"""One's own team: create it, invite, withdraw an invitation, join by the secret of a link."""

from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from challenges import clock
from challenges.api.door import Door
from challenges.api.editions import edition_asked
from challenges.api.errors import MEMBERS_ONLY, NOT_FOUND, WRITING, errors
from challenges.api.language import LANG
from challenges.api.shape import Shape
from challenges.teams import actions
from challenges.teams.models import Team
from challenges.teams.queries import members, open_invitations, team_of
from challenges.teams.rules import (
    AlreadyInATeam,
    EditionOver,
    InvitationUnknown,
    NotTheCaptain,
    TeamFull,
    TeamNameTaken,
    TeamNameUnusable,
)


class MemberBody(Shape):
    name = serializers.CharField(source="user.__str__")
    is_captain = serializers.BooleanField()
    joined_at = serializers.DateTimeField()


class TeamBody(Shape):
    id = serializers.UUIDField()
    name = serializers.CharField()
    created_at = serializers.DateTimeField()
    members = MemberBody(many=True)


class InvitationBody(Shape):
    id = serializers.UUIDField()
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()


class NewInvitationBody(Shape):
    id = serializers.UUIDField(source="invitation.id")
    created_at = serializers.DateTimeField(source="invitation.created_at")
    expires_at = serializers.DateTimeField(source="invitation.expires_at")
    secret = serializers.CharField(help_text="Shown once and not kept: whoever has it may join.")


class NewTeam(Shape):
    name = serializers.CharField(max_length=500)


class Joining(Shape):
    secret = serializers.CharField(max_length=200, help_text="The last part of the invitation's link.")


class TeamsDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="create_team",
        summary="Create a team",
        parameters=[LANG],
        request=NewTeam,
        responses={
            201: TeamBody,
            **errors(*WRITING, NOT_FOUND, TeamNameUnusable, TeamNameTaken, AlreadyInATeam, EditionOver),
        },
    )
    def post(self, request: Request) -> Response:
        """In the current edition, with the asker as its captain."""
        asked = NewTeam(data=request.data)
        asked.is_valid(raise_exception=True)
        edition = edition_asked()
        if not request.user.has_perm("challenges.create_team", edition):
            raise Http404
        team = actions.create_team(edition, name=asked.validated_data["name"], by=self.person, now=clock.now())
        return Response(self.shaped(TeamBody, _with_members(team)), status=201)


class MyTeamDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="read_my_team",
        summary="My team",
        parameters=[LANG],
        responses={200: TeamBody, **errors(*MEMBERS_ONLY, NOT_FOUND)},
    )
    def get(self, request: Request) -> Response:
        """The asker's team in the current edition; 404 without one."""
        return Response(self.shaped(TeamBody, _with_members(_my_team(request))))


class InvitationsDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="list_invitations",
        summary="Open invitations of my team",
        parameters=[LANG],
        responses={200: InvitationBody(many=True), **errors(*MEMBERS_ONLY, NOT_FOUND)},
    )
    def get(self, request: Request) -> Response:
        """Newest first; their secrets are not kept."""
        return self.paged(InvitationBody, open_invitations(_my_team(request), now=clock.now()))

    @extend_schema(
        operation_id="create_invitation",
        summary="Invite to my team",
        parameters=[LANG],
        request=None,
        responses={201: NewInvitationBody, **errors(*WRITING, NOT_FOUND, NotTheCaptain, EditionOver)},
    )
    def post(self, request: Request) -> Response:
        """The captain makes a secret to hand to future members."""
        invited = actions.invite(_my_team(request), by=self.person, now=clock.now())
        return Response(self.shaped(NewInvitationBody, invited), status=201)


class InvitationDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="revoke_invitation",
        summary="Withdraw an invitation",
        parameters=[LANG],
        responses={204: None, **errors(*WRITING, NOT_FOUND, NotTheCaptain)},
    )
    def delete(self, request: Request, invitation_id: UUID) -> Response:
        """Whoever has its secret can no longer join."""
        invitation = open_invitations(_my_team(request), now=clock.now()).filter(pk=invitation_id).first()
        if invitation is None:
            raise Http404
        actions.revoke_invitation(invitation, by=self.person, now=clock.now())
        return Response(status=204)


class JoinDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="join_team",
        summary="Join a team",
        parameters=[LANG],
        request=Joining,
        responses={
            200: TeamBody,
            **errors(*WRITING, InvitationUnknown, AlreadyInATeam, TeamFull, EditionOver),
        },
    )
    def post(self, request: Request) -> Response:
        """By the secret that its captain gave; joining one's own team again changes nothing."""
        asked = Joining(data=request.data)
        asked.is_valid(raise_exception=True)
        membership = actions.join(asked.validated_data["secret"], user=self.person, now=clock.now())
        return Response(self.shaped(TeamBody, _with_members(membership.team)))


def _my_team(request: Request) -> Team:
    team = team_of(request.user, edition_asked())
    if team is None or not request.user.has_perm("challenges.view_team", team):
        raise Http404
    return team


def _with_members(team: Team) -> dict[str, object]:
    return {"id": team.pk, "name": team.name, "created_at": team.created_at, "members": members(team)}
