"""Whoever presides ends a round, as the organizers may."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.errors import Refusal
from challenges.jury.closing import close_final, close_screening
from challenges.jury.models import Round
from challenges.jury.progress import progress
from challenges.jury.queries import ROUND_OF
from challenges.pages.visit import reader
from challenges.panels.models import Panel, Stage
from challenges.wording import say
from smartport.jury.president.access import for_presidents
from smartport.jury.president.results import frame


@require_http_methods(["GET", "HEAD", "POST"])
@for_presidents
def close(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Asks, and says how many ballots are missing; whoever is second finds it done."""
    in_round = ROUND_OF.get(Stage(panel.stage))
    if in_round is None or request.POST.get("round", in_round) != in_round:
        return redirect("jury-results", panel.pk)
    refusal: Refusal | None = None
    if request.method == "POST":
        do = close_final if in_round == Round.FINAL else close_screening
        try:
            do(panel, by=reader(request), now=clock.now())
        except Refusal as refused:
            refusal = refused
        else:
            is_final = in_round == Round.FINAL
            messages.success(
                request, gettext("The final is closed.") if is_final else gettext("The screening is closed.")
            )
            return redirect("jury-results" if is_final else "jury-finalists", panel.pk)
    context = {
        **frame(request, panel, here="close"),
        "round": in_round,
        "missing": _missing(panel, in_round),
        "refusal": refusal,
        "said": say(refusal, zone=panel.edition.timezone) if refusal else None,
    }
    return render(request, "jury/president/close.html", context, status=refusal.status if refusal else 200)


def _missing(panel: Panel, in_round: Round) -> str:
    whole = progress(panel, in_round).whole
    if not whole.missing:
        return gettext("Every ballot is cast.")
    said = ngettext(
        "%(count)s ballot of %(asked)s is missing.", "%(count)s ballots of %(asked)s are missing.", whole.missing
    )
    return said % {"count": whole.missing, "asked": whole.asked}
