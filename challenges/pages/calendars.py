"""Calendar files: the hours of the edition, or of one challenge, for the reader's own calendar."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from challenges import clock
from challenges.editions.hours import calendar_of
from challenges.editions.models import Challenge
from challenges.editions.queries import published_challenge, published_challenges
from challenges.pages.visit import asked_language, edition_or_404
from challenges.wording import localized


@require_safe
def edition_calendar(request: HttpRequest) -> HttpResponse:
    """Every hour that visitors see."""
    edition = edition_or_404()
    return _answer(request, published_challenges(edition), title=edition.title, file_name=edition.slug)


@require_safe
def challenge_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Those of one challenge, and of its edition."""
    try:
        found = published_challenge(slug)
    except Challenge.DoesNotExist as error:
        raise Http404 from error
    return _answer(request, [found], title=found.title, file_name=found.slug)


def _answer(
    request: HttpRequest, challenges: Iterable[Challenge], *, title: dict[str, str], file_name: str
) -> HttpResponse:
    language = asked_language(request)
    with translation.override(language):
        name = localized(title, language)
        content = calendar_of(edition_or_404(), challenges, name=name, now=clock.now())
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="smartport-{file_name}.ics"'
    answer["Content-Language"] = language
    return answer
