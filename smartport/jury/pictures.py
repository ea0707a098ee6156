"""The pictures of a project under numbers: neither name nor header tells whose they are."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from challenges.jury.queries import assignment_of
from challenges.projects.drawing import MEDIA_TYPE
from challenges.projects.queries import pictures_of
from challenges.projects.rules import MOST_PICTURES
from smartport.jury.access import Sitting, for_judges

POLICY = "default-src 'none'; sandbox"


@require_safe
@for_judges
def picture(request: HttpRequest, sitting: Sitting, project_code: str, number: int) -> HttpResponse:
    """The picture at this place of the page; no cache keeps it, and no header is that of the public page."""
    found = assignment_of(sitting.juror, project_code)
    project = found.candidate.project if found else None
    if project is None or not 1 <= number <= MOST_PICTURES:
        raise Http404
    shown = list(pictures_of(project)[number - 1 : number])
    if not shown:
        raise Http404
    with shown[0].content.open("rb") as content:
        answer = HttpResponse(content.read(), content_type=MEDIA_TYPE)
    answer.headers["Content-Disposition"] = f'inline; filename="{project_code}-{number}.webp"'
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
