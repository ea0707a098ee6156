"""The data of a challenge: its licence, and the files of its release for members who accepted rules and licence."""

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from challenges import clock
from challenges.api.challenge_bodies import LicenceAcceptanceBody
from challenges.api.door import Door
from challenges.api.editions import challenge_asked
from challenges.api.errors import MEMBERS_ONLY, NOT_FOUND, READING, WRITING, errors
from challenges.api.language import LANG
from challenges.api.shape import Shape
from challenges.editions.models import Challenge
from challenges.editions.queries import kit_digest, kit_name
from challenges.errors import gettext_noop
from challenges.serving import note_download, serve
from challenges.submissions.rules import RulesNotAccepted
from challenges.tallies.models import Downloaded
from challenges.teams.actions import accept_licence
from challenges.teams.queries import has_accepted_rules, team_of
from challenges.teams.rules import LicenceNotAccepted, NoTeam
from datasets.models import ReleaseFile
from datasets.releases.queries import licence_acceptance

BYTES = "application/octet-stream"
DOWNLOAD = {
    (200, BYTES): OpenApiTypes.BINARY,
    (206, BYTES): OpenApiResponse(
        OpenApiTypes.BINARY, description=gettext_noop("The part that `Range: bytes=…` asked for.")
    ),
    304: None,
    416: OpenApiResponse(description=gettext_noop("The range begins past the end.")),
}


class FileBody(Shape):
    id = serializers.UUIDField()
    path = serializers.CharField(help_text=gettext_noop("Inside the release's folder, such as data/train.csv."))
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    created_at = serializers.DateTimeField(
        source="release.published_at", help_text=gettext_noop("When its release was published.")
    )
    url = serializers.SerializerMethodField(help_text=gettext_noop("Where it is downloaded."))

    def get_url(self, file: ReleaseFile) -> str:
        address = reverse("api-file", args=[self.context["slug"], file.pk])
        return str(self.context["request"].build_absolute_uri(address))


class LicenceDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="read_licence_acceptance",
        summary=gettext_noop("Have I accepted the licence of the data?"),
        description=gettext_noop("404 while the asker has not accepted it, and where the challenge has no data."),
        parameters=[LANG],
        responses={200: LicenceAcceptanceBody, **errors(*MEMBERS_ONLY, NOT_FOUND)},
    )
    def get(self, request: Request, slug: str) -> Response:
        release = challenge_asked(slug).release
        accepted = licence_acceptance(self.person, release) if release else None
        if accepted is None:
            raise Http404
        return Response(self.shaped(LicenceAcceptanceBody, accepted))

    @extend_schema(
        operation_id="accept_licence",
        summary=gettext_noop("Accept the licence of the data"),
        description=gettext_noop("Asked once, whatever the version of the data; a second yes changes nothing."),
        parameters=[LANG],
        request=None,
        responses={200: LicenceAcceptanceBody, **errors(*WRITING, NOT_FOUND)},
    )
    def put(self, request: Request, slug: str) -> Response:
        challenge = challenge_asked(slug)
        if challenge.release is None or not request.user.has_perm("challenges.accept_licence", challenge):
            raise Http404
        accepted = accept_licence(challenge.release, user=self.person, now=clock.now())
        return Response(self.shaped(LicenceAcceptanceBody, accepted))


class FilesDoor(Door):
    @extend_schema(
        operation_id="list_files",
        summary=gettext_noop("The files of a challenge's data"),
        description=gettext_noop(
            "Names, sizes and digests are public; the contents are for members who accepted rules and licence."
        ),
        parameters=[LANG],
        responses={200: FileBody(many=True), **errors(*READING, NOT_FOUND)},
    )
    def get(self, request: Request, slug: str) -> Response:
        release = challenge_asked(slug).release
        return self.paged(FileBody, release.files.select_related("release") if release else ReleaseFile.objects.none())


class FileDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="download_file",
        summary=gettext_noop("Download a file of the data"),
        description=gettext_noop("Its ETag is its SHA-256: a file of a release never changes."),
        parameters=[LANG],
        responses={
            **DOWNLOAD,
            **errors(*MEMBERS_ONLY, NOT_FOUND, NoTeam, RulesNotAccepted, LicenceNotAccepted),
        },
    )
    def get(self, request: Request, slug: str, file_id: UUID) -> HttpResponseBase:
        challenge = challenge_asked(slug)
        _require_download(request, challenge)
        file = ReleaseFile.objects.filter(release=challenge.release_id, pk=file_id).first()
        if file is None:
            raise Http404
        name = file.path.rsplit("/", 1)[-1]
        answer = serve(request._request, file.content, sha256=file.sha256, size=file.size, name=name)
        note_download(request._request, answer, challenge=challenge, kind=Downloaded.DATA)
        return answer


class KitDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="download_kit",
        summary=gettext_noop("Download the starter kit"),
        description=gettext_noop(
            "A zip with a notebook, a program and a bundle to practise with; 404 where the challenge has none."
        ),
        parameters=[LANG],
        responses={
            **DOWNLOAD,
            **errors(*MEMBERS_ONLY, NOT_FOUND, NoTeam, RulesNotAccepted, LicenceNotAccepted),
        },
    )
    def get(self, request: Request, slug: str) -> HttpResponseBase:
        challenge = challenge_asked(slug)
        _require_download(request, challenge)
        if not challenge.kit:
            raise Http404
        digest, size = kit_digest(challenge), challenge.kit_size
        answer = serve(request._request, challenge.kit, sha256=digest, size=size, name=kit_name(challenge))
        note_download(request._request, answer, challenge=challenge, kind=Downloaded.KIT)
        return answer


def _require_download(request: Request, challenge: Challenge) -> None:
    """404 without a release, else the reason why not."""
    if challenge.release is None:
        raise Http404
    if request.user.has_perm("datasets.download_release", challenge.release):
        return
    if team_of(request.user, challenge.edition) is None:
        raise NoTeam
    raise LicenceNotAccepted if has_accepted_rules(request.user, challenge) else RulesNotAccepted
