"""The machines' doors: signed addresses that carry their own permission. No account, no session, no cookie."""

from django.core.exceptions import RequestDataTooBig
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from challenges import clock
from challenges.evaluations.actions import keep_log
from challenges.evaluations.orders import Door, Grant, Stale, read_grant

LOG_BYTES = 1 << 20


@require_safe
def content(request: HttpRequest, token: str) -> FileResponse:
    """The bytes that an order named."""
    name = _grant(token, door="machine-content")["name"]
    answer = FileResponse(default_storage.open(name), content_type="application/octet-stream")
    answer["Cache-Control"] = "private, no-store"
    return answer


@csrf_exempt  # the signed address is the permission; there is no session to ride on
@require_http_methods(["PUT"])
def log(request: HttpRequest, token: str) -> HttpResponse:
    """A log that comes before its report; 409 when its ticket is no longer good."""
    grant = _grant(token, door="machine-log")
    try:
        body = request.body
    except RequestDataTooBig:
        return HttpResponse(status=413)
    if len(body) > LOG_BYTES:
        return HttpResponse(status=413)
    is_kept = keep_log(grant["evaluation"], grant["ticket"], which=grant["which"], content=ContentFile(body))
    return HttpResponse(status=204 if is_kept else 409)


def _grant(token: str, *, door: Door) -> Grant:
    try:
        return read_grant(token, door=door, now=clock.now())
    except Stale as error:
        raise Http404 from error
