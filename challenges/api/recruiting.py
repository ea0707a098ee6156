"""Requests to join, and people who look for a team."""

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
    Asking,
    InvitationBody,
    MyRequestBody,
    RequestBody,
    SeekerBody,
    Seeking,
    TeamBody,
)
from challenges.api.teams import SEARCH, my_team, search_asked, with_members
from challenges.errors import gettext_noop
from challenges.teams.asking import accept_request, ask_to_join, decline_request, withdraw_request
from challenges.teams.asking_rules import (
    AlreadyAnswered,
    AlreadyAsked,
    AlreadyInvited,
    AskedLately,
    NotRecruiting,
    SeekerSaysNothing,
    TooManyInvitations,
    TooManyRequests,
)
from challenges.teams.board import recruiting_teams, seekers
from challenges.teams.inviting import invite_seeker
from challenges.teams.models import JoinRequest
from challenges.teams.queries import open_requests, requests_of, seeker_of
from challenges.teams.rules import (
    AlreadyInATeam,
    ApplicantNotEligible,
    EligibilityNotDeclared,
    JudgesInEdition,
    NoTeam,
    NotTheCaptain,
    TeamFull,
    TeamsClosed,
    TextTooLong,
)
from challenges.teams.seeking import seek_team, stop_seeking


class TeamRequestsDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="list_join_requests",
        summary=gettext_noop("Requests to join my team"),
        description=gettext_noop("For the captain: those that wait for an answer, the first to ask first."),
        parameters=[LANG],
        responses={200: RequestBody(many=True), **errors(*MEMBERS_ONLY, NOT_FOUND, NoTeam, NotTheCaptain)},
    )
    def get(self, request: Request) -> Response:
        team = my_team(request)
        if not request.user.has_perm("challenges.lead_team", team):
            raise NotTheCaptain
        return self.paged(RequestBody, open_requests(team))


class AcceptRequestDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="accept_join_request",
        summary=gettext_noop("Let somebody into my team"),
        description=gettext_noop("The person who asked is told by letter."),
        parameters=[LANG],
        request=None,
        responses={
            200: TeamBody,
            **errors(
                *WRITING,
                NOT_FOUND,
                NoTeam,
                NotTheCaptain,
                AlreadyAnswered,
                AlreadyInATeam,
                JudgesInEdition,
                TeamFull,
                ApplicantNotEligible,
                TeamsClosed,
            ),
        },
    )
    def post(self, request: Request, request_id: UUID) -> Response:
        accept_request(_asked(request, request_id), by=self.person, now=clock.now())
        return Response(self.shaped(TeamBody, with_members(my_team(request))))


class DeclineRequestDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="decline_join_request",
        summary=gettext_noop("Decline a request to join"),
        description=gettext_noop("The person who asked is told by letter."),
        parameters=[LANG],
        request=None,
        responses={204: None, **errors(*WRITING, NOT_FOUND, NoTeam, NotTheCaptain, AlreadyAnswered)},
    )
    def post(self, request: Request, request_id: UUID) -> Response:
        decline_request(_asked(request, request_id), by=self.person, now=clock.now())
        return Response(status=204)


class AskDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="ask_to_join",
        summary=gettext_noop("Ask to join a team"),
        description=gettext_noop(
            "A team that looks for members and has room; its captain is told by letter, and answers."
        ),
        parameters=[LANG],
        request=Asking,
        responses={
            201: MyRequestBody,
            **errors(
                *WRITING,
                NOT_FOUND,
                TextTooLong,
                TeamsClosed,
                AlreadyInATeam,
                JudgesInEdition,
                EligibilityNotDeclared,
                NotRecruiting,
                TeamFull,
                AlreadyAsked,
                AskedLately,
                TooManyRequests,
            ),
        },
    )
    def post(self, request: Request, team_id: UUID) -> Response:
        asked = Asking(data=request.data)
        asked.is_valid(raise_exception=True)
        team = recruiting_teams(edition_asked()).filter(pk=team_id).first()
        if team is None:
            raise Http404
        made = ask_to_join(team, user=self.person, message=asked.validated_data["message"], now=clock.now())
        return Response(self.shaped(MyRequestBody, made), status=201)


class MyRequestsDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="list_my_join_requests",
        summary=gettext_noop("My requests to join"),
        description=gettext_noop("In the current edition, the newest first."),
        parameters=[LANG],
        responses={200: MyRequestBody(many=True), **errors(*MEMBERS_ONLY, NOT_FOUND)},
    )
    def get(self, request: Request) -> Response:
        return self.paged(MyRequestBody, requests_of(request.user, edition_asked()))


class MyRequestDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="withdraw_join_request",
        summary=gettext_noop("Withdraw a request to join"),
        description=gettext_noop("The team may be asked again a day after it was asked."),
        parameters=[LANG],
        responses={204: None, **errors(*WRITING, NOT_FOUND, AlreadyAnswered)},
    )
    def delete(self, request: Request, request_id: UUID) -> Response:
        found = requests_of(request.user, edition_asked()).filter(pk=request_id).first()
        if found is None:
            raise Http404
        withdraw_request(found, by=self.person, now=clock.now())
        return Response(status=204)


class SeekersDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="list_seekers",
        summary=gettext_noop("People who look for a team"),
        description=gettext_noop("By the name they show and what they say of themselves; newest first."),
        parameters=[LANG, SEARCH],
        responses={200: SeekerBody(many=True), **errors(*MEMBERS_ONLY, NOT_FOUND)},
    )
    def get(self, request: Request) -> Response:
        return self.paged(SeekerBody, seekers(edition_asked(), search=search_asked(request)))


class SeekerDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="read_my_seeking",
        summary=gettext_noop("Do I look for a team?"),
        description=gettext_noop("The asker's own line on the board; 404 without one."),
        parameters=[LANG],
        responses={200: SeekerBody, **errors(*MEMBERS_ONLY, NOT_FOUND)},
    )
    def get(self, request: Request) -> Response:
        found = seeker_of(request.user, edition_asked())
        if found is None:
            raise Http404
        return Response(self.shaped(SeekerBody, found))

    @extend_schema(
        operation_id="seek_team",
        summary=gettext_noop("Look for a team"),
        description=gettext_noop(
            "Captains find the asker on the board, and invite; the e-mail address is never shown."
        ),
        parameters=[LANG],
        request=Seeking,
        responses={
            200: SeekerBody,
            **errors(*WRITING, NOT_FOUND, TextTooLong, SeekerSaysNothing, AlreadyInATeam, JudgesInEdition, TeamsClosed),
        },
    )
    def put(self, request: Request) -> Response:
        asked = Seeking(data=request.data)
        asked.is_valid(raise_exception=True)
        about = asked.validated_data["about"]
        made = seek_team(edition_asked(), user=self.person, about=about, now=clock.now())
        return Response(self.shaped(SeekerBody, made))

    @extend_schema(
        operation_id="stop_seeking",
        summary=gettext_noop("No longer look for a team"),
        description=gettext_noop("Off the board; a second time changes nothing."),
        parameters=[LANG],
        responses={204: None, **errors(*WRITING, NOT_FOUND)},
    )
    def delete(self, request: Request) -> Response:
        stop_seeking(edition_asked(), user=self.person, now=clock.now())
        return Response(status=204)


class InviteSeekerDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="invite_seeker",
        summary=gettext_noop("Invite somebody from the board"),
        description=gettext_noop(
            "They find it under their invitations, and are told by letter; the captain learns no address."
        ),
        parameters=[LANG],
        request=None,
        responses={
            201: InvitationBody,
            **errors(
                *WRITING, NOT_FOUND, NoTeam, NotTheCaptain, TeamsClosed, AlreadyInvited, TooManyInvitations, AskedLately
            ),
        },
    )
    def post(self, request: Request, seeker_id: int) -> Response:
        team = my_team(request)
        found = seekers(edition_asked()).filter(pk=seeker_id).first()
        if found is None:
            raise Http404
        made = invite_seeker(team, seeker=found, by=self.person, now=clock.now())
        return Response(self.shaped(InvitationBody, made), status=201)


def _asked(request: Request, request_id: UUID) -> JoinRequest:
    found = open_requests(my_team(request)).select_related("team").filter(pk=request_id).first()
    if found is None:
        raise Http404
    return found
