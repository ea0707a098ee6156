"""Teams: find one, create one, change one's own, its members, leave it."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import IsAuthenticated, IsAuthenticatedOrReadOnly
from rest_framework.request import Request
from rest_framework.response import Response

from challenges import clock
from challenges.api.door import Door
from challenges.api.editions import edition_asked
from challenges.api.errors import MEMBERS_ONLY, NOT_FOUND, READING, WRITING, errors
from challenges.api.language import LANG
from challenges.api.team_bodies import (
    LeftBody,
    MemberBody,
    MemberChange,
    NewTeam,
    RecruitingBody,
    TeamBody,
    TeamChange,
)
from challenges.errors import gettext_noop
from challenges.teams import actions
from challenges.teams.board import recruiting_teams
from challenges.teams.changing import Change, change_team
from challenges.teams.leaving import leave_team, make_captain, remove_member
from challenges.teams.models import Membership, Team
from challenges.teams.queries import members, team_of
from challenges.teams.rules import (
    AlreadyInATeam,
    CaptainHasMates,
    EligibilityNotDeclared,
    JudgesInEdition,
    NoTeam,
    NotTheCaptain,
    TeamNameFixed,
    TeamNameTaken,
    TeamNameUnusable,
    TeamsClosed,
    TextTooLong,
    YourselfCannotBeRemoved,
)

SEARCH = OpenApiParameter(
    "q", str, description=gettext_noop("Words that the name or the text must hold, however they are accented.")
)


class TeamsDoor(Door):
    permission_classes = [IsAuthenticatedOrReadOnly]

    @extend_schema(
        operation_id="list_recruiting_teams",
        summary=gettext_noop("Teams that look for members"),
        description=gettext_noop(
            "Those of the current edition that have a free place and say that they look for somebody, newest first."
        ),
        parameters=[LANG, SEARCH],
        responses={200: RecruitingBody(many=True), **errors(*READING, NOT_FOUND)},
    )
    def get(self, request: Request) -> Response:
        return self.paged(RecruitingBody, recruiting_teams(edition_asked(), search=search_asked(request)))

    @extend_schema(
        operation_id="create_team",
        summary=gettext_noop("Create a team"),
        description=gettext_noop("In the current edition, with the asker as its captain."),
        parameters=[LANG],
        request=NewTeam,
        responses={
            201: TeamBody,
            **errors(
                *WRITING,
                NOT_FOUND,
                TeamNameUnusable,
                TeamNameTaken,
                AlreadyInATeam,
                JudgesInEdition,
                EligibilityNotDeclared,
                TeamsClosed,
            ),
        },
    )
    def post(self, request: Request) -> Response:
        asked = NewTeam(data=request.data)
        asked.is_valid(raise_exception=True)
        edition = edition_asked()
        if not request.user.has_perm("challenges.create_team", edition):
            raise Http404
        team = actions.create_team(edition, name=asked.validated_data["name"], by=self.person, now=clock.now())
        return Response(self.shaped(TeamBody, with_members(team)), status=201)


class MyTeamDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="read_my_team",
        summary=gettext_noop("My team"),
        description=gettext_noop("The asker's team in the current edition; `no_team` without one."),
        parameters=[LANG],
        responses={200: TeamBody, **errors(*MEMBERS_ONLY, NOT_FOUND, NoTeam)},
    )
    def get(self, request: Request) -> Response:
        return Response(self.shaped(TeamBody, with_members(my_team(request))))

    @extend_schema(
        operation_id="change_my_team",
        summary=gettext_noop("Change my team"),
        description=gettext_noop(
            "The captain's: its name, the text about it, and whether it looks for members. What is left out stays."
        ),
        parameters=[LANG],
        request=TeamChange,
        responses={
            200: TeamBody,
            **errors(
                *WRITING,
                NOT_FOUND,
                NotTheCaptain,
                NoTeam,
                TeamNameUnusable,
                TeamNameTaken,
                TeamNameFixed,
                TextTooLong,
                TeamsClosed,
            ),
        },
    )
    def patch(self, request: Request) -> Response:
        asked = TeamChange(data=request.data)
        asked.is_valid(raise_exception=True)
        team = change_team(my_team(request), Change(**asked.validated_data), by=self.person, now=clock.now())
        return Response(self.shaped(TeamBody, with_members(team)))


class LeaveDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="leave_my_team",
        summary=gettext_noop("Leave my team"),
        description=gettext_noop(
            "What was handed in stays with the team. A captain with mates makes one of them captain first."
        ),
        parameters=[LANG],
        request=None,
        responses={200: LeftBody, **errors(*WRITING, NOT_FOUND, NoTeam, CaptainHasMates, TeamsClosed)},
    )
    def post(self, request: Request) -> Response:
        stays = leave_team(my_team(request), user=self.person, now=clock.now())
        return Response(self.shaped(LeftBody, {"team_stays": stays}))


class MembersDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="list_members",
        summary=gettext_noop("Members of my team"),
        description=gettext_noop("The captain first, then in order of arrival."),
        parameters=[LANG],
        responses={200: MemberBody(many=True), **errors(*MEMBERS_ONLY, NOT_FOUND, NoTeam)},
    )
    def get(self, request: Request) -> Response:
        return self.paged(MemberBody, members(my_team(request)))


class MemberDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="make_captain",
        summary=gettext_noop("Make a member captain"),
        description=gettext_noop("The asker stays in the team as a member; possible at any time."),
        parameters=[LANG],
        request=MemberChange,
        responses={200: TeamBody, **errors(*WRITING, NOT_FOUND, NotTheCaptain, NoTeam)},
    )
    def patch(self, request: Request, membership_id: int) -> Response:
        asked = MemberChange(data=request.data)
        asked.is_valid(raise_exception=True)
        membership = _member(request, membership_id)
        make_captain(membership, by=self.person, now=clock.now())
        return Response(self.shaped(TeamBody, with_members(my_team(request))))

    @extend_schema(
        operation_id="remove_member",
        summary=gettext_noop("Remove a member"),
        description=gettext_noop("What they handed in stays with the team; they are told by letter."),
        parameters=[LANG],
        responses={
            204: None,
            **errors(*WRITING, NOT_FOUND, NotTheCaptain, NoTeam, YourselfCannotBeRemoved, TeamsClosed),
        },
    )
    def delete(self, request: Request, membership_id: int) -> Response:
        remove_member(_member(request, membership_id), by=self.person, now=clock.now())
        return Response(status=204)


def my_team(request: Request) -> Team:
    """The asker's team in the current edition. Raises Http404, NoTeam."""
    team = team_of(request.user, edition_asked())
    if team is None:
        raise NoTeam
    if not request.user.has_perm("challenges.view_team", team):
        raise Http404
    return team


def search_asked(request: Request) -> str:
    """What `?q=` asks for, of bounded length."""
    return request.query_params.get("q", "")[:100]


def with_members(team: Team) -> dict[str, Any]:
    """A team as TeamBody shows it."""
    named = {name: getattr(team, name) for name in ("id", "name", "about", "is_recruiting", "created_at")}
    edition = team.edition
    return {
        **named,
        "changes_until": edition.teams_close,
        "size_limit": edition.team_size,
        "members": members(team),
    }


def _member(request: Request, membership_id: int) -> Membership:
    found = members(my_team(request)).select_related("team").filter(pk=membership_id).first()
    if found is None:
        raise Http404
    return found
