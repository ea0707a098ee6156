"""Calendar files: the agenda and the hours of the edition, or of one challenge, for the reader's own calendar."""

from collections.abc import Iterable, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from challenges import clock
from challenges.agenda.hours import hour_of
from challenges.agenda.models import AgendaItem
from challenges.agenda.queries import public_agenda
from challenges.editions.hours import Hour, calendar_of, hours_of
from challenges.editions.models import Challenge, Edition
from challenges.editions.queries import published_challenge, published_challenges
from challenges.pages.visit import asked_language, edition_or_404
from challenges.wording import localized


@require_safe
def edition_calendar(request: HttpRequest) -> HttpResponse:
    """Every hour that visitors see."""
    edition = edition_or_404()
    items = public_agenda(edition)
    return _answer(request, published_challenges(edition), items=items, title=edition.title, file_name=edition.slug)


@require_safe
def challenge_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Those of one challenge, and of its edition: of the agenda what is about it, or about all."""
    try:
        found = published_challenge(slug)
    except Challenge.DoesNotExist as error:
        raise Http404 from error
    items = [item for item in public_agenda(found.edition) if item.challenge_id in {None, found.pk}]
    return _answer(request, [found], items=items, title=found.title, file_name=found.slug)


def _answer(
    request: HttpRequest,
    challenges: Iterable[Challenge],
    *,
    items: Iterable[AgendaItem],
    title: dict[str, str],
    file_name: str,
) -> HttpResponse:
    edition, language = edition_or_404(), asked_language(request)
    with translation.override(language):
        hours = [*hours_of(edition, challenges), *(hour_of(item) for item in items)]
        return calendar_file(edition, hours, name=localized(title, language), file_name=file_name, language=language)


def calendar_file(edition: Edition, hours: Sequence[Hour], *, name: str, file_name: str, language: str) -> HttpResponse:
    """The answer that carries it; to be called with the language active."""
    content = calendar_of(edition, hours, name=name, now=clock.now())
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="smartport-{file_name}.ics"'
    answer["Content-Language"] = language
    return answer
