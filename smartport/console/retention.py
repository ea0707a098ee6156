"""How long personal data are kept: the terms, what goes when, what went."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from challenges import clock
from challenges.journal.models import JournalEntry
from smartport.console.access import for_operators
from smartport.retention.ending import DEED, due
from smartport.retention.rules import BY_KEY
from smartport.retention.unused import can_warn, standings_of, unused

AT_ONCE = 50
LATEST = 20


@require_safe
@for_operators
def retention(request: HttpRequest) -> HttpResponse:
    """To be read; the clock does it."""
    now = clock.now()
    page = Paginator(unused(now=now), AT_ONCE).get_page(request.GET.get("page"))
    context = {
        "terms": due(now=now),
        "page": page,
        "standings": standings_of(list(page)),
        "can_warn": can_warn(),
        "went": [(entry, _what(entry)) for entry in _latest()],
    }
    return render(request, "console/retention.html", context)


def _latest() -> list[JournalEntry]:
    """The last lines that the terms wrote, the newest first."""
    by_terms = JournalEntry.objects.filter(deed__in=(DEED, "account.deleted"), actor="retention")
    return list(by_terms.order_by("-number")[:LATEST])


def _what(entry: JournalEntry) -> str:
    term = BY_KEY.get(entry.subject.removeprefix("term:"))
    return gettext(term.what) if term else gettext("An account that nobody used: %(user)s") % {"user": entry.subject}
