"""What the organizers announced: all of it, one announcement, and a feed for readers of feeds."""

import re
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import conditional_page, require_safe

from challenges import clock
from challenges.editions.queries import published_announcements
from challenges.pages.visit import asked_language, edition_or_404

A_PAGE = 20
IN_FEED = 30
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """Newest first, with their texts."""
    edition = edition_or_404()
    page = Paginator(published_announcements(edition, now=clock.now()), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "challenges/editions/news.html", {"edition": edition, "page": page})


@require_safe
def announcement(request: HttpRequest, announcement_id: UUID) -> HttpResponse:
    """One of them; a draft is not found."""
    edition = edition_or_404()
    found = published_announcements(edition, now=clock.now()).filter(pk=announcement_id).first()
    if found is None:
        raise Http404
    return render(request, "challenges/editions/announcement.html", {"edition": edition, "announcement": found})


@require_safe
@conditional_page
def feed(request: HttpRequest) -> HttpResponse:
    """Atom, in the language asked for."""
    edition = edition_or_404()
    found = list(published_announcements(edition, now=clock.now())[:IN_FEED])
    language = asked_language(request)
    context = {
        "edition": edition,
        "announcements": found,
        "feed_language": language,
        "site": settings.SITE_URL,
        "updated_at": found[0].published_at if found else edition.opens_at,
    }
    with translation.override(language):
        answer = render(request, "challenges/editions/feed.xml", context, "application/atom+xml; charset=utf-8")
    answer.content = NOT_XML.sub("", answer.content.decode()).encode()
    return answer
