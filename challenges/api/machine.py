"""The machines' doors: signed addresses that carry their own permission. No account, no session, no cookie."""

from tempfile import TemporaryFile
from typing import IO

from django.core.files import File
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from challenges import clock
from challenges.evaluations.actions import keep_log
from challenges.evaluations.orders import Door, Grant, Stale, read_grant
from evaluator.order import MOST_BYTES

CHUNK = 1 << 16


@require_safe
def content(request: HttpRequest, token: str) -> FileResponse:
    """The bytes that an order named."""
    grant = _grant(token, door="machine-content")
    stored = storages[grant["storage"]].open(grant["name"])
    answer = FileResponse(stored, content_type="application/octet-stream")
    answer["Cache-Control"] = "private, no-store"
    return answer


@csrf_exempt  # the signed address is the permission; there is no session to ride on
@require_http_methods(["PUT"])
def log(request: HttpRequest, token: str) -> HttpResponse:
    """A log that comes before its report; 409 when its ticket is no longer good."""
    grant = _grant(token, door="machine-log")
    with TemporaryFile() as body:
        if not _is_read(request, into=body, most=MOST_BYTES[grant["which"]]):
            return HttpResponse(status=413)
        is_kept = keep_log(grant["evaluation"], grant["ticket"], which=grant["which"], content=File(body))
    return HttpResponse(status=204 if is_kept else 409)


def _is_read(request: HttpRequest, *, into: IO[bytes], most: int) -> bool:
    """Whether the whole body came; it is not read beyond its bound."""
    while chunk := request.read(CHUNK):
        into.write(chunk)
        if into.tell() > most:
            return False
    return True


def _grant(token: str, *, door: Door) -> Grant:
    try:
        return read_grant(token, door=door, now=clock.now())
    except Stale as error:
        raise Http404 from error
