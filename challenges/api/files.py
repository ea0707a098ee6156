"""The data of a challenge: the files of its release, for members who accepted the rules."""

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from challenges.api.door import Door
from challenges.api.editions import challenge_asked
from challenges.api.errors import MEMBERS_ONLY, NOT_FOUND, READING, errors
from challenges.api.language import LANG
from challenges.api.shape import Shape
from challenges.editions.models import Challenge
from challenges.serving import serve
from challenges.submissions.rules import RulesNotAccepted
from challenges.teams.queries import team_of
from challenges.teams.rules import NoTeam
from datasets.models import ReleaseFile

BYTES = "application/octet-stream"
DOWNLOAD = {
    (200, BYTES): OpenApiTypes.BINARY,
    (206, BYTES): OpenApiResponse(OpenApiTypes.BINARY, description="The part that `Range: bytes=…` asked for."),
    304: None,
    416: OpenApiResponse(description="The range begins past the end."),
}


class FileBody(Shape):
    id = serializers.UUIDField()
    path = serializers.CharField(help_text="Inside the release's folder, such as data/train.csv.")
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    url = serializers.SerializerMethodField()

    def get_url(self, file: ReleaseFile) -> str:
        """Where it is downloaded."""
        address = reverse("api-file", args=[self.context["slug"], file.pk])
        return str(self.context["request"].build_absolute_uri(address))


class FilesDoor(Door):
    @extend_schema(
        operation_id="list_files",
        summary="The files of a challenge's data",
        parameters=[LANG],
        responses={200: FileBody(many=True), **errors(*READING, NOT_FOUND)},
    )
    def get(self, request: Request, slug: str) -> Response:
        """Names, sizes and digests are public; the contents are for members who accepted the rules."""
        release = challenge_asked(slug).release
        return self.paged(FileBody, release.files.all() if release else ReleaseFile.objects.none())


class FileDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="download_file",
        summary="Download a file of the data",
        parameters=[LANG],
        responses={
            **DOWNLOAD,
            **errors(*MEMBERS_ONLY, NOT_FOUND, NoTeam, RulesNotAccepted),
        },
    )
    def get(self, request: Request, slug: str, file_id: UUID) -> HttpResponseBase:
        """Its ETag is its SHA-256: a file of a release never changes."""
        challenge = challenge_asked(slug)
        _require_download(request, challenge)
        file = ReleaseFile.objects.filter(release=challenge.release_id, pk=file_id).first()
        if file is None:
            raise Http404
        name = file.path.rsplit("/", 1)[-1]
        return serve(request._request, file.content, sha256=file.sha256, size=file.size, name=name)


def _require_download(request: Request, challenge: Challenge) -> None:
    """404 without a release, else the reason why not."""
    if challenge.release is None:
        raise Http404
    if request.user.has_perm("datasets.download_release", challenge.release):
        return
    raise RulesNotAccepted if team_of(request.user, challenge.edition) else NoTeam
