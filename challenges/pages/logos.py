"""The logos of partners, as images and nothing else."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from challenges.editions.models import Partner
from challenges.projects.drawing import MEDIA_TYPE

# Another logo has another address; a day bounds how long one that was taken away stays in caches.
SHOWN = "public, max-age=86400, immutable"
HIDDEN = "private, no-cache"
PICTURE_POLICY = "default-src 'none'; sandbox"


@require_safe
def partner_logo(request: HttpRequest, partner_id: int, digest: str) -> HttpResponse:
    """The one that the partner has now: to everybody once the edition is published, to organizers before."""
    found = Partner.objects.select_related("edition").filter(pk=partner_id).first()
    if found is None or not found.logo or digest != found.logo_digest:
        raise Http404
    is_shown = found.edition.is_published
    if not is_shown and not request.user.has_perm("challenges.organize"):
        raise Http404
    etag = f'"{digest}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        answer = HttpResponse(status=304)
    else:
        with found.logo.open("rb") as content:
            answer = HttpResponse(content.read(), content_type=MEDIA_TYPE)
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = SHOWN if is_shown else HIDDEN
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = PICTURE_POLICY
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
