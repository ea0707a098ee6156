"""Choosing who comes into the final."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.errors import Refusal
from challenges.jury.finalists import choose_finalists, proposed
from challenges.jury.gathering import sitting
from challenges.jury.models import Round
from challenges.pages.visit import reader
from challenges.panels.models import Panel, Stage
from challenges.wording import say
from smartport.jury.president.access import for_presidents
from smartport.jury.president.results import coverage, frame, standings


@require_http_methods(["GET", "HEAD", "POST"])
@for_presidents
def finalists(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The ranking of the screening with a box a project, those ticked that it puts first."""
    refusal = None
    chosen = request.POST.getlist("finalists")
    if request.method == "POST":
        reason = request.POST.get("reason", "")
        try:
            made = choose_finalists(panel, chosen=chosen, reason=reason, by=reader(request), now=clock.now())
            messages.success(request, gettext("The final is open, with %(count)s projects.") % {"count": len(made)})
            return redirect("jury-desk", panel.pk)
        except Refusal as refused:
            refusal = refused
    if panel.stage != Stage.SELECTION and refusal is None:
        return redirect("jury-results", panel.pk)
    found = sitting(panel, Round.SCREENING)
    judgement = found.tally.judgement
    by_ranking = proposed(found)
    ticked = set(chosen) if request.method == "POST" else set(by_ranking)
    ranked = {one.code: one for one in standings(judgement)} if judgement else {}
    ordered = found.order or tuple(found.candidates)
    covered = {one.code: one for one in coverage(found)}
    context = {
        **frame(request, panel, here="finalists"),
        "lines": [(code, ranked.get(code), covered[code], code in ticked, code in by_ranking) for code in ordered],
        "proposed": by_ranking,
        "reason": request.POST.get("reason", ""),
        "refusal": refusal,
        "said": say(refusal, zone=panel.edition.timezone) if refusal else None,
    }
    return render(request, "jury/president/finalists.html", context, status=refusal.status if refusal else 200)
