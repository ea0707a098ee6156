"""The door of resumable uploads: tus 1.0.0 (core, creation, checksum, termination, expiration), by session or token.

POST announces a file and answers its address; HEAD there says how much has come, PATCH sends what comes next, DELETE
drops it. What an interrupted PATCH brought is kept, unless it promised a checksum. The protocol is described at tus.io.
"""

import binascii
import hashlib
from base64 import b64decode
from collections.abc import Callable
from datetime import timedelta
from typing import IO, Any, cast
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.http import Http404, UnreadablePostError
from django.urls import reverse
from django.utils.http import http_date
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.parsers import BaseParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from datasets import clock
from datasets.pages.vault import day_from
from datasets.vault import keeping, rules
from datasets.vault.actions import Actor, Announced, append, delete, open_upload
from datasets.vault.models import Extract, ExtractState
from datasets.vault.rules import VaultRefusal, gettext_noop
from datasets.vault.wording import say

VERSION = "1.0.0"
CHUNK_TYPE = "application/offset+octet-stream"
PIECE = 64 * 1024


class AnotherTus(VaultRefusal):
    code = "another_tus"
    message = gettext_noop("This site speaks tus 1.0.0: send the header “Tus-Resumable: 1.0.0”.")
    status = 412


class NotAChunk(VaultRefusal):
    code = "not_a_chunk"
    message = gettext_noop("A chunk is sent as application/offset+octet-stream.")
    status = 415


class HeaderUnfit(VaultRefusal):
    """Details: header."""

    code = "header_unfit"
    message = gettext_noop("The header %(header)s is missing or cannot be read.")
    status = 400


class ChecksumMismatch(VaultRefusal):
    code = "checksum_mismatch"
    message = gettext_noop("The bytes changed on their way: their checksum is another.")
    hint = gettext_noop("Nothing of this chunk was kept: send it again.")
    status = 460


class Unread(BaseParser):
    """A body is read by nobody but the door itself; the look for a session's token asks for it as a form."""

    media_type = "*/*"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> dict[str, object]:
        return {}


class TusDoor(APIView):
    """What both addresses have in common. Whoever may not open the vault finds nothing here."""

    permission_classes = [IsAuthenticated]
    parser_classes = [Unread]
    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if not request.user.has_perm("datasets.open_vault"):
            raise Http404
        if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
            raise AnotherTus

    def handle_exception(self, exc: Exception) -> Response:
        if not isinstance(exc, VaultRefusal):
            return super().handle_exception(exc)
        said = say(exc)
        body = {"code": exc.code, "message": said.message, "hint": said.hint, "field": exc.field}
        headers = {"Upload-Offset": str(exc.details["received"])} if isinstance(exc, rules.WrongOffset) else {}
        return Response(body, status=exc.status, headers=headers)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        answer = super().finalize_response(request, response, *args, **kwargs)
        answer.headers["Tus-Resumable"] = VERSION
        answer.headers["Cache-Control"] = "no-store"
        if answer.status_code == AnotherTus.status:
            answer.headers["Tus-Version"] = VERSION
        return answer

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """What this server can do."""
        headers = {
            "Tus-Version": VERSION,
            "Tus-Max-Size": str(settings.VAULT_LARGEST),
            "Tus-Extension": "creation,checksum,termination,expiration",
            "Tus-Checksum-Algorithm": "sha256",
        }
        return Response(status=204, headers=headers)


class Uploads(TusDoor):
    """Where a file is announced."""

    def post(self, request: Request) -> Response:
        """Upload-Length in bytes; Upload-Metadata with filename, and if one likes name and delete_after."""
        told = _metadata(request.headers.get("Upload-Metadata", ""))
        now = clock.now()
        usual = rules.day_of(now) + timedelta(days=rules.KEPT_DAYS)
        announced = Announced(
            name=told.get("name", "").strip(),
            file_name=told.get("filename", ""),
            size=_number(request, "Upload-Length"),
            delete_after=day_from(told["delete_after"]) if told.get("delete_after") else usual,
        )
        found = open_upload(announced, by=_actor(request), now=now)
        address = request.build_absolute_uri(reverse("extract-chunks", args=[found.pk]))
        return Response(status=201, headers={"Location": address, **_stands(found)})


class Chunks(TusDoor):
    """One upload."""

    def head(self, request: Request, extract_id: UUID) -> Response:
        """How much has come."""
        found = _found(extract_id)
        return Response(headers={"Upload-Length": str(found.size), **_stands(found)})

    def patch(self, request: Request, extract_id: UUID) -> Response:
        """What comes next, at Upload-Offset."""
        if request.content_type != CHUNK_TYPE:
            raise NotAChunk
        found = _found(extract_id)
        offset, length = _number(request, "Upload-Offset"), _number(request, "Content-Length")
        rules.require_place(offset, received=found.received)
        rules.require_fit(offset, length=length, size=found.size)
        checksum = _checksum(request.headers.get("Upload-Checksum"))
        with keeping.spool() as content:
            digest = _receive(request, into=content)
            if checksum is not None and digest != checksum:
                raise ChecksumMismatch
            content.seek(0)
            found = append(found, offset=offset, content=content, by=_actor(request), now=clock.now())
        return Response(status=204, headers=_stands(found))

    def delete(self, request: Request, extract_id: UUID) -> Response:
        """Not wanted after all."""
        found = _found(extract_id)
        if found.state != ExtractState.UPLOADING:
            raise rules.NotUploading
        delete(found, reason="dropped", by=_actor(request), now=clock.now())
        return Response(status=204)

    def post(self, request: Request, extract_id: UUID) -> Response:
        """Some networks let no PATCH through: then X-HTTP-Method-Override says what is meant."""
        meant: dict[str, Callable[..., Response]] = {"PATCH": self.patch, "DELETE": self.delete}
        method = request.headers.get("X-HTTP-Method-Override", "").upper()
        if method not in meant:
            raise MethodNotAllowed("POST")
        return meant[method](request, extract_id)


def _actor(request: Request) -> Actor:
    return Actor(cast(AbstractBaseUser, request.user))


def _found(extract_id: UUID) -> Extract:
    """An upload that has ended may still be asked how far it came."""
    found = Extract.objects.filter(pk=extract_id).first()
    if found is None:
        raise Http404
    if found.state == ExtractState.DELETED:
        raise rules.ExtractGone
    return found


def _stands(found: Extract) -> dict[str, str]:
    headers = {"Upload-Offset": str(found.received)}
    if found.state == ExtractState.UPLOADING:
        expires = found.changed_at + timedelta(days=rules.UNFINISHED_DAYS)
        headers["Upload-Expires"] = http_date(expires.timestamp())
    return headers


def _receive(request: Request, *, into: IO[bytes]) -> bytes:
    """What comes until the end, or until the line breaks; the SHA-256 of it."""
    digest = hashlib.sha256()
    with keeping.room_checked():
        while piece := _next_piece(request):
            digest.update(piece)
            into.write(piece)
    return digest.digest()


def _next_piece(request: Request) -> bytes:
    try:
        return bytes(request.read(PIECE))
    except UnreadablePostError:
        return b""


def _number(request: Request, header: str) -> int:
    value = request.headers.get(header, "")
    if not (value.isascii() and value.isdecimal() and len(value) <= 18):
        raise HeaderUnfit(header=header)
    return int(value)


def _checksum(header: str | None) -> bytes | None:
    if header is None:
        return None
    algorithm, _, value = header.partition(" ")
    if algorithm != "sha256":
        raise HeaderUnfit(header="Upload-Checksum")
    return _decoded(value, header="Upload-Checksum")


def _metadata(header: str) -> dict[str, str]:
    """Pairs of a key and a text in base64, with commas between: `filename cG9ydC5jc3Y=,name cG9ydA==`."""
    pairs = (pair.strip().partition(" ") for pair in header.split(",") if pair.strip())
    try:
        return {key: _decoded(value.strip(), header="Upload-Metadata").decode() for key, _, value in pairs}
    except UnicodeDecodeError as error:
        raise HeaderUnfit(header="Upload-Metadata") from error


def _decoded(value: str, *, header: str) -> bytes:
    try:
        return b64decode(value, validate=True)
    except (binascii.Error, ValueError) as error:
        raise HeaderUnfit(header=header) from error
