"""The first page of the console: what waits for somebody, with the button that solves it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_POST, require_safe

from challenges import clock
from challenges.editions.queries import current_edition
from challenges.journal.actions import write
from challenges.pages.visit import reader
from challenges.post.actions import send_again
from challenges.post.queries import given_up, held_up
from smartport.console.access import for_organizers
from smartport.console.needs.gather import needs_of
from smartport.console.needs.need import Urgency
from smartport.templatetags.figures import number

PATIENCE = 30  # seconds between two looks


@require_safe
@for_organizers
def now(request: HttpRequest) -> HttpResponse:
    """Everything that needs an organizer, the most urgent first; the part that moves alone where it is asked for."""
    moment = clock.now()
    needs = needs_of(reader(request), language=(get_language() or "fr")[:2], now=moment)
    context = {
        "needs": needs,
        "pressing": sum(need.urgency == Urgency.NOW for need in needs),
        "edition": current_edition(),
        "now": moment,
        "patience": PATIENCE,
    }
    is_part = "HX-Request" in request.headers
    return render(request, "console/_needs.html" if is_part else "console/now.html", context)


@require_POST
@for_organizers
def letters_again(request: HttpRequest) -> HttpResponse:
    """Letters that were given up or are held up are tried anew."""
    moment = clock.now()
    count = send_again(given_up() | held_up(), now=moment)
    if count:
        write("letter.tried_again", subject="letter", by=reader(request), now=moment, details={"count": count})
    said = ngettext("%(count)s letter is tried again.", "%(count)s letters are tried again.", count)
    messages.success(request, said % {"count": number(count)})
    return redirect("console")
