"""One declared tie: which projects it may concern; then the juror is recused from them, or it concerns none."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.errors import Refusal
from challenges.jury.replacing import Replaced
from challenges.jury.settling import clear_tie, concern_tie
from challenges.pages.visit import reader
from challenges.panels.models import Panel, Tie
from challenges.panels.tying import candidates_with_people, suggested
from challenges.wording import say
from smartport.console.access import for_organizers
from smartport.console.panel_jurors import tell_shared
from smartport.console.panel_projects import keys_in
from smartport.console.panels import METHODS, panel_or_404, shown


@require_http_methods(METHODS)
@for_organizers
def tie(request: HttpRequest, panel_id: UUID, tie_id: int) -> HttpResponse:
    """The suggested projects first; whoever is second finds it done."""
    panel = panel_or_404(request, panel_id)
    found, back = _tie_or_404(panel, tie_id), f"{reverse('console-panel-projects', args=[panel.pk])}#ties"
    refusal: Refusal | None = None
    ticked = keys_in(request, "candidate") if request.method == "POST" else set()
    if request.method == "POST":
        try:
            _settle(request, panel, found, ticked)
            return redirect(back)
        except Refusal as refused:
            refusal = refused
    elif found.settled_at is not None:
        return redirect(back)
    candidates = candidates_with_people(panel)
    where = {one.candidate.pk: one.where for one in suggested(found, candidates)}
    context: dict[str, Any] = {
        **shown(panel, here="projects"),
        "tie": found,
        "rows": [(one, where.get(one.pk, "")) for one in sorted(candidates, key=lambda one: one.pk not in where)],
        "ticked": ticked,
        "back": back,
        "refusal": refusal,
        "said": say(refusal, zone=panel.edition.timezone) if refusal else None,
    }
    return render(request, "console/panels/tie.html", context, status=refusal.status if refusal else 200)


def _settle(request: HttpRequest, panel: Panel, found: Tie, ticked: set[UUID]) -> None:
    by, now = reader(request), clock.now()
    if request.POST.get("deed") == "none":
        clear_tie(found, by=by, now=now)
        messages.success(request, gettext("Noted: it concerns no project."))
        return
    refused = concern_tie(found, ticked, by=by, now=now)
    tell_shared(request, panel, Replaced(True, refused), said=gettext("The juror is recused from what you marked."))


def _tie_or_404(panel: Panel, key: int) -> Tie:
    rows = Tie.objects.select_related("juror__user", "juror__panel__edition", "juror__panel__challenge")
    found = rows.filter(juror__panel=panel, pk=key).first()
    if found is None:
        raise Http404
    return found
