"""What waits, what runs, what broke for good and who asks for it again."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from challenges import clock
from challenges.editions.models import Phase
from challenges.errors import Refusal
from challenges.operations.again import ask_again
from challenges.operations.queries import at_work, broken, running, unbegun, wait_of_all, waiting_lines
from challenges.operations.rules import NothingToAskAgain
from challenges.pages.visit import isolated, reader
from challenges.wording import localized, say
from smartport.console.access import for_operators, for_organizers
from smartport.console.reasons import reason_of
from smartport.templatetags.figures import number


@require_safe
@for_operators
def queue(request: HttpRequest) -> HttpResponse:
    """Everything that stands between an upload and its result."""
    now = clock.now()
    lines = waiting_lines(now=now)
    standing, late = unbegun(now=now)
    told = {
        "lines": lines,
        "waiting": sum(line.waiting for line in lines),
        "wait": wait_of_all(lines, now=now),
        "standing": standing,
        "late": late,
        "running": running(now=now),
        "broken": [(group, reason_of(group.code)) for group in broken()],
        "machines": [each.machine for each in at_work(now=now) if each.machine.breakdowns],
        "now": now,
    }
    return render(request, "console/queue.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def ask_for_broken(request: HttpRequest, phase_id: int, code: str) -> HttpResponse:
    """Asks, then queues them anew; the organizers of the challenge may, too."""
    phase = _phases().filter(pk=phase_id).first()
    if phase is None or not request.user.has_perm("challenges.rejudge", phase):
        raise Http404
    is_operator = request.user.has_perm("challenges.operate")
    back = reverse("console-queue" if is_operator else "console")
    refusal = None
    if request.method == "POST":
        try:
            ask_again(phase, code=code, by=reader(request), now=clock.now())
        except Refusal as refused:
            refusal = refused
        else:
            return redirect(back)
    group = next((found for found in broken(open_to=_phases().filter(pk=phase_id)) if found.code == code), None)
    if group is None and refusal is None:
        refusal = NothingToAskAgain()
    count = group.count if group else 0
    asked = ngettext(
        "%(count)s evaluation is queued anew, behind the entries that wait already.",
        "%(count)s evaluations are queued anew, behind the entries that wait already.",
        count,
    )
    title = isolated(localized(phase.challenge.title, get_language() or "fr"))
    told = {
        "question": gettext("Ask again for what broke in %(challenge)s?") % {"challenge": title},
        "consequences": [
            reason_of(code).what,
            asked % {"count": number(count)},
            gettext(
                "What comes to a score stands on the leaderboard as if it had never broken; the teams keep the "
                "submission that was given back to them."
            ),
        ],
        "undo": gettext(
            "This cannot be undone. Where the cause is not repaired they break again, and nothing is lost."
        ),
        "deed": gettext("Ask for them again"),
        "is_final": True,
        "back": back,
        "above": gettext("Queue") if is_operator else gettext("What needs me now"),
        "said": say(refusal, zone=phase.challenge.edition.timezone) if refusal else None,
    }
    return render(request, "console/confirm.html", told, status=refusal.status if refusal else 200)


def _phases() -> QuerySet[Phase]:
    return Phase.objects.select_related("challenge__edition")
