"""A stored picture, answered as an image and nothing else."""

from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags

from challenges.projects.drawing import MEDIA_TYPE

POLICY = "default-src 'none'; sandbox"


def picture_answer(request: HttpRequest, *, name: str, digest: str, cache: str) -> HttpResponse:
    """The bytes kept under this name; 304 for who has them."""
    etag = f'"{digest}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        answer = HttpResponse(status=304)
    else:
        with default_storage.open(name, "rb") as content:
            answer = HttpResponse(content.read(), content_type=MEDIA_TYPE)
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = cache
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
