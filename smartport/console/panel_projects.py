"""What comes before a panel, which of it every juror scores, what is withdrawn, and the ties that jurors declared."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.errors import Refusal
from challenges.jury.models import Recusal
from challenges.jury.replacing import remove_candidate
from challenges.pages.visit import reader
from challenges.panels.candidates import choose_anchors, draw_anchors, gather_candidates, readmit_candidate
from challenges.panels.models import Candidate, Panel
from challenges.panels.queries import open_ties, possible_projects
from challenges.panels.rules import REASON_LENGTH
from challenges.panels.tying import candidates_with_people, suggestions
from challenges.wording import enumerated, say
from smartport.console.access import for_organizers
from smartport.console.confirming import Question, confirm
from smartport.console.panel_jurors import tell_shared
from smartport.console.panels import METHODS, panel_or_404, shown

A_PAGE = 100


@require_http_methods(METHODS)
@for_organizers
def projects(request: HttpRequest, panel_id: UUID) -> HttpResponse:
    """The list and the ties; a POST brings projects, or chooses those that every juror scores."""
    found = panel_or_404(request, panel_id)
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            _do(request, found)
            return redirect("console-panel-projects", found.pk)
        except Refusal as refused:
            refusal = refused
    rows = found.candidates.select_related("project__team", "project__challenge").order_by("withdrawn_at", "code")
    ties = list(open_ties(found))
    there = rows.filter(project__isnull=False).values("project")
    context = {
        **shown(found, here="projects"),
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "waiting": possible_projects(found).exclude(pk__in=there).count() if found.opened_at is None else 0,
        "chosen": rows.filter(is_anchor=True, withdrawn_at=None).count(),
        "ties": suggestions(ties, candidates_with_people(found) if ties else []),
        "recusals": _recusals(found),
        "said": say(refusal, zone=found.edition.timezone) if refusal else None,
    }
    return render(request, "console/panels/projects.html", context, status=refusal.status if refusal else 200)


@require_http_methods(METHODS)
@for_organizers
def withdraw_project(request: HttpRequest, panel_id: UUID, candidate_id: UUID) -> HttpResponse:
    """Asks why."""
    panel = panel_or_404(request, panel_id)
    found, back = candidate_or_404(panel, candidate_id), reverse("console-panel-projects", args=[panel.pk])
    if found.withdrawn_at is not None:
        return redirect(back)
    lines = [
        gettext("No juror scores it any more, and no ballot on it counts."),
        gettext("Its page on the site stays as it is; no letter is sent to its team."),
    ]
    undo = gettext("This can be undone until the panel opens.")
    asked = Question(
        question=gettext("Withdraw project %(code)s from the panel?") % {"code": found.code},
        consequences=lines,
        undo=undo if panel.opened_at is None else gettext("This cannot be undone: the panel is open."),
        deed=gettext("Withdraw the project"),
        done=gettext("The project is withdrawn."),
        back=back,
        above=found.project.title if found.project else found.code,
        is_final=panel.opened_at is not None,
    )

    def do() -> None:
        done = remove_candidate(found, reason=request.POST.get("reason", ""), by=reader(request), now=clock.now())
        tell_shared(request, panel, done)

    also = {
        "longest": REASON_LENGTH,
        "reason": request.POST.get("reason", ""),
        "hint": gettext("Kept beside the project; its team does not read it."),
    }
    return confirm(request, asked, do, zone=panel.edition.timezone, template="console/panels/why.html", also=also)


@require_http_methods(METHODS)
@for_organizers
def readmit_project(request: HttpRequest, panel_id: UUID, candidate_id: UUID) -> HttpResponse:
    """Asks, and takes it back."""
    panel = panel_or_404(request, panel_id)
    found = candidate_or_404(panel, candidate_id)
    asked = Question(
        question=gettext("Bring project %(code)s before the panel again?") % {"code": found.code},
        consequences=[gettext("It is scored like the others.")],
        undo=gettext("It can be withdrawn again at any time."),
        deed=gettext("Bring it back"),
        done=gettext("The project is before the panel again."),
        back=reverse("console-panel-projects", args=[panel.pk]),
        above=found.project.title if found.project else found.code,
    )
    do = partial(readmit_candidate, found, by=reader(request), now=clock.now())
    return confirm(request, asked, do, zone=panel.edition.timezone)


def candidate_or_404(panel: Panel, key: UUID) -> Candidate:
    """One of this panel, withdrawn or not."""
    found = panel.candidates.select_related("project__team").filter(pk=key).first()
    if found is None:
        raise Http404
    found.panel = panel
    return found


def keys_in(request: HttpRequest, name: str) -> set[UUID]:
    """The keys that were ticked; what is none is none."""
    found = set()
    for text in request.POST.getlist(name):
        try:
            found.add(UUID(text))
        except ValueError:
            continue
    return found


def _do(request: HttpRequest, panel: Panel) -> None:
    deed, by, now = request.POST.get("deed", ""), reader(request), clock.now()
    if deed == "gather":
        count = gather_candidates(panel, by=by, now=now)
        said = ngettext("%(count)s project came before the panel.", "%(count)s projects came before the panel.", count)
        messages.success(request, said % {"count": count})
    elif deed == "draw":
        codes = draw_anchors(panel, by=by, now=now)
        messages.success(request, gettext("Drawn: %(codes)s.") % {"codes": enumerated(codes) or "—"})
    elif deed == "anchors":
        shown_ones = {row.pk for row in panel.candidates.filter(pk__in=keys_in(request, "shown"))}
        kept = panel.candidates.filter(is_anchor=True).exclude(pk__in=shown_ones).values_list("pk", flat=True)
        codes = choose_anchors(panel, {*kept, *keys_in(request, "anchor")}, by=by, now=now)
        messages.success(request, gettext("Every juror scores: %(codes)s.") % {"codes": enumerated(codes) or "—"})


def _recusals(panel: Panel) -> list[Any]:
    rows = Recusal.objects.filter(juror__panel=panel, juror__left_at=None).select_related("juror__user", "candidate")
    return list(rows.order_by("candidate__code", "pk")[: A_PAGE * 2])
