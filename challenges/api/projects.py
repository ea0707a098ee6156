"""Project pages: those that teams show, and one's own with its pictures."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.http import parse_etags
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from challenges import clock
from challenges.api.door import Door
from challenges.api.editions import challenge_asked
from challenges.api.errors import MEMBERS_ONLY, NOT_FOUND, READING, WRITING, errors
from challenges.api.language import LANG
from challenges.api.project_bodies import (
    NewPicture,
    PictureBody,
    PictureChange,
    ProjectBody,
    ProjectLine,
    ProjectText,
)
from challenges.api.scopes import TEAM
from challenges.api.submissions import team_asked
from challenges.editions.models import Challenge
from challenges.errors import gettext_noop
from challenges.jury.rules import BoardsShut
from challenges.projects import actions
from challenges.projects.drawing import MEDIA_TYPE
from challenges.projects.models import Project, ProjectPicture
from challenges.projects.queries import project_of, shown_projects
from challenges.projects.rules import (
    LinkUnusable,
    NotOfThisTeam,
    PictureDamaged,
    PictureEmpty,
    PictureFormatUnknown,
    PictureTooLarge,
    PictureTooManyPixels,
    PitchTooLong,
    ProjectChangedMeanwhile,
    ProjectOver,
    ProjectTitleMissing,
    Text,
    TooManyPictures,
)
from challenges.teams.rules import NoTeam


class ProjectsDoor(Door):
    @extend_schema(
        operation_id="list_projects",
        summary=gettext_noop("The project pages that teams show"),
        description=gettext_noop("Of one challenge, by title."),
        parameters=[LANG],
        responses={200: ProjectLine(many=True), **errors(*READING, NOT_FOUND, BoardsShut)},
    )
    def get(self, request: Request, slug: str) -> Response:
        found = shown_projects(challenge_asked(slug)).select_related("challenge")
        return self.paged(ProjectLine, found)


class ProjectDoor(Door):
    @extend_schema(
        operation_id="read_project",
        summary=gettext_noop("One project page"),
        description=gettext_noop(
            "404 for one that its team does not show, unless the asker is of the team or an organizer."
        ),
        parameters=[LANG],
        responses={200: ProjectBody, **errors(*READING, NOT_FOUND, BoardsShut)},
    )
    def get(self, request: Request, project_id: UUID) -> Response:
        return Response(self.shaped(ProjectBody, _project(request, project_id)))


class ProjectPictureDoor(Door):
    @extend_schema(
        operation_id="download_project_picture",
        summary=gettext_noop("A picture of a project page"),
        description=gettext_noop("A WebP, drawn anew from what was uploaded."),
        parameters=[LANG],
        responses={(200, MEDIA_TYPE): OpenApiTypes.BINARY, 304: None, **errors(*READING, NOT_FOUND, BoardsShut)},
    )
    def get(self, request: Request, project_id: UUID, picture_id: UUID) -> HttpResponse:
        picture = _project(request, project_id).pictures.filter(pk=picture_id).first()
        if picture is None:
            raise Http404
        etag = f'"{str(picture.content.name).rsplit("/", 1)[-1]}"'
        if etag in parse_etags(request.headers.get("If-None-Match", "")):
            return HttpResponse(status=304, headers={"ETag": etag})
        with picture.content.open("rb") as content:
            answer = HttpResponse(content.read(), content_type=MEDIA_TYPE)
        answer.headers["ETag"] = etag
        return answer


class MyProjectDoor(Door):
    scope = TEAM
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="read_my_project",
        summary=gettext_noop("My team's project page"),
        description=gettext_noop("404 while there is none."),
        parameters=[LANG],
        responses={200: ProjectBody, **errors(*MEMBERS_ONLY, NOT_FOUND, NoTeam)},
    )
    def get(self, request: Request, slug: str) -> Response:
        return Response(self.shaped(ProjectBody, _mine(request, challenge_asked(slug))))

    @extend_schema(
        operation_id="write_my_project",
        summary=gettext_noop("Write my team's project page"),
        description=gettext_noop(
            "Made where there is none. What is left out is emptied. Until the end of the edition, by any member."
        ),
        parameters=[LANG],
        request=ProjectText,
        responses={
            200: ProjectBody,
            **errors(
                *WRITING,
                NOT_FOUND,
                NoTeam,
                NotOfThisTeam,
                ProjectOver,
                ProjectChangedMeanwhile,
                ProjectTitleMissing,
                PitchTooLong,
                LinkUnusable,
            ),
        },
    )
    def put(self, request: Request, slug: str) -> Response:
        challenge = challenge_asked(slug)
        team = team_asked(request, challenge)
        asked = ProjectText(data=request.data)
        asked.is_valid(raise_exception=True)
        given = dict(asked.validated_data)
        seen = given.pop("version")
        made = actions.write_project(team, challenge, text=Text(**given), by=self.person, now=clock.now(), seen=seen)
        return Response(self.shaped(ProjectBody, made))


class MyPicturesDoor(Door):
    scope = TEAM
    permission_classes = [IsAuthenticated]
    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="add_project_picture",
        summary=gettext_noop("Add a picture to my team's project page"),
        description=gettext_noop(
            "JPEG, PNG or WebP, at most 10 MiB and 40 million points; kept as a WebP of at most 1600 on its longer "
            "edge, without metadata. 404 while there is no page."
        ),
        parameters=[LANG],
        request={"multipart/form-data": NewPicture},
        responses={
            201: PictureBody,
            **errors(
                *WRITING,
                NOT_FOUND,
                NoTeam,
                NotOfThisTeam,
                ProjectOver,
                TooManyPictures,
                PictureEmpty,
                PictureTooLarge,
                PictureTooManyPixels,
                PictureFormatUnknown,
                PictureDamaged,
            ),
        },
    )
    def post(self, request: Request, slug: str) -> Response:
        project = _mine(request, challenge_asked(slug))
        asked = NewPicture(data=request.data)
        asked.is_valid(raise_exception=True)
        file, caption = asked.validated_data["file"], asked.validated_data["caption"]
        made = actions.add_picture(project, file, caption=caption, by=self.person, now=clock.now())
        return Response(self.shaped(PictureBody, made), status=201)


class MyPictureDoor(Door):
    scope = TEAM
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="change_project_picture",
        summary=gettext_noop("Caption or move a picture"),
        description=gettext_noop("What is left out stays."),
        parameters=[LANG],
        request=PictureChange,
        responses={200: ProjectBody, **errors(*WRITING, NOT_FOUND, NoTeam, NotOfThisTeam, ProjectOver)},
    )
    def patch(self, request: Request, slug: str, picture_id: UUID) -> Response:
        picture = _my_picture(request, slug, picture_id)
        asked = PictureChange(data=request.data)
        asked.is_valid(raise_exception=True)
        given, by, now = asked.validated_data, self.person, clock.now()
        if "caption" in given:
            actions.caption_picture(picture, caption=given["caption"], by=by, now=now)
        if "move" in given:
            actions.move_picture(picture, up=given["move"] == "up", by=by, now=now)
        return Response(self.shaped(ProjectBody, _mine(request, challenge_asked(slug))))

    @extend_schema(
        operation_id="delete_project_picture",
        summary=gettext_noop("Delete a picture"),
        description=gettext_noop("It is no longer shown."),
        parameters=[LANG],
        request=None,
        responses={204: None, **errors(*WRITING, NOT_FOUND, NoTeam, NotOfThisTeam, ProjectOver)},
    )
    def delete(self, request: Request, slug: str, picture_id: UUID) -> Response:
        actions.delete_picture(_my_picture(request, slug, picture_id), by=self.person, now=clock.now())
        return Response(status=204)


def _project(request: Request, project_id: UUID) -> Project:
    found = Project.objects.select_related("team", "challenge__edition").filter(pk=project_id).first()
    if found is None or not request.user.has_perm("challenges.view_project", found):
        raise Http404
    return found


def _mine(request: Request, challenge: Challenge) -> Project:
    found = project_of(team_asked(request, challenge), challenge)
    if found is None:
        raise Http404
    return found


def _my_picture(request: Request, slug: str, picture_id: UUID) -> ProjectPicture:
    rows: Any = _mine(request, challenge_asked(slug)).pictures.select_related("project__team")
    picture: ProjectPicture | None = rows.filter(pk=picture_id).first()
    if picture is None:
        raise Http404
    return picture
