"""Answers with the bytes of a stored file: whole, in part, or "you have it already"."""

import re
from collections.abc import Iterator
from typing import IO, Any

from django.db.models.fields.files import FieldFile
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header, parse_etags

from challenges import clock
from challenges.editions.models import Challenge
from challenges.tallies.actions import count_download
from challenges.tallies.models import Downloaded

CHUNK = 256 * 1024
ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


def serve(request: HttpRequest, content: FieldFile, *, sha256: str, size: int, name: str) -> HttpResponseBase:
    """A download named `name`. One range is answered with 206, several with the whole, one past the end with 416."""
    etag = f'"{sha256}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _with_headers(HttpResponseNotModified(), etag=etag)
    span = _span(request, etag=etag, size=size)
    if span is None:
        answer: HttpResponseBase = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        return _with_headers(answer, etag=etag)
    start, end = span
    is_part = (start, end) != (0, size)
    answer = StreamingHttpResponse(_read(content.open("rb"), start, end), status=206 if is_part else 200)
    if is_part:
        answer.headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    answer.headers["Content-Type"] = "application/octet-stream"
    answer.headers["Content-Length"] = str(end - start)
    answer.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    return _with_headers(answer, etag=etag)


def note_download(request: HttpRequest, answer: HttpResponseBase, *, challenge: Challenge, kind: Downloaded) -> None:
    """Count it where this answer brings the first byte: who fetches a file in parts has downloaded it once. What
    organizers look at themselves is not counted."""
    begins = answer.headers.get("Content-Range", "bytes 0-").startswith("bytes 0-")
    if request.method == "GET" and answer.status_code in {200, 206} and begins and not _is_staff(request):
        count_download(challenge, kind=kind, now=clock.now())


def _is_staff(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_staff", False))


def _span(request: HttpRequest, *, etag: str, size: int) -> tuple[int, int] | None:
    """The half-open stretch asked for; None when it begins past the end."""
    asked = ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None or asked.groups() == ("", "") or request.headers.get("If-Range", etag) != etag:
        return 0, size
    first, last = asked.groups()
    if not first:
        return (max(0, size - int(last)), size) if int(last) and size else None
    if int(first) >= size:
        return None
    if last and int(last) < int(first):
        return 0, size
    return int(first), min(int(last) + 1, size) if last else size


def _read(stream: IO[Any], start: int, end: int) -> Iterator[bytes]:
    with stream:
        stream.seek(start)
        left = end - start
        while left > 0 and (chunk := stream.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk


def _with_headers(answer: HttpResponseBase, *, etag: str) -> HttpResponseBase:
    answer.headers["ETag"] = etag
    answer.headers["Accept-Ranges"] = "bytes"
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
