"""What a panel judges by: the list, one criterion, and the ready rubric to start from."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.errors import Refusal
from challenges.jury.lacking import untold
from challenges.pages.visit import isolated, reader
from challenges.panels.criteria import FIELDS, keep_criterion, move_criterion, remove_criterion, start_rubric
from challenges.panels.models import Criterion, Panel
from challenges.panels.rules import ADVISED_CRITERIA
from challenges.wording import localized, say
from smartport.console.access import for_organizers
from smartport.console.confirming import Question, confirm
from smartport.console.panel_forms import CriterionForm
from smartport.console.panels import METHODS, panel_or_404, shown
from smartport.console.sheets import take


@require_http_methods(METHODS)
@for_organizers
def criteria(request: HttpRequest, panel_id: UUID) -> HttpResponse:
    """In their order; a POST starts the rubric, or moves one."""
    found = panel_or_404(request, panel_id)
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            _do(request, found)
            return redirect("console-panel-criteria", found.pk)
        except Refusal as refused:
            refusal = refused
    rows = list(found.criteria.all())
    whole = sum(row.weight for row in rows)
    context = {
        **shown(found, here="criteria"),
        "rows": [(row, round(100 * row.weight / whole), untold(row)) for row in rows],
        "is_few_or_many": bool(rows) and len(rows) not in ADVISED_CRITERIA,
        "said": say(refusal, zone=found.edition.timezone) if refusal else None,
    }
    return render(request, "console/panels/criteria.html", context, status=refusal.status if refusal else 200)


@require_http_methods(METHODS)
@for_organizers
def new_criterion(request: HttpRequest, panel_id: UUID) -> HttpResponse:
    """Last in order until it is moved."""
    found = panel_or_404(request, panel_id)
    return _kept(request, Criterion(panel=found), heading=gettext("New criterion"))


@require_http_methods(METHODS)
@for_organizers
def criterion(request: HttpRequest, panel_id: UUID, criterion_id: int) -> HttpResponse:
    """Whatever is said of it."""
    found = _criterion_or_404(panel_or_404(request, panel_id), criterion_id)
    return _kept(request, found, heading=localized(found.title, get_language() or "fr"))


@require_http_methods(METHODS)
@for_organizers
def drop_criterion(request: HttpRequest, panel_id: UUID, criterion_id: int) -> HttpResponse:
    """Asks first; whoever is second finds it done."""
    panel = panel_or_404(request, panel_id)
    back = reverse("console-panel-criteria", args=[panel.pk])
    found = panel.criteria.filter(pk=criterion_id).first()
    if found is None and request.method == "POST":
        return redirect(back)
    row = _criterion_or_404(panel, criterion_id)
    asked = Question(
        question=gettext("Remove the criterion “%(title)s”?")
        % {"title": isolated(localized(row.title, get_language() or "fr"))},
        consequences=[gettext("Its texts and its weight are gone; the other criteria weigh more.")],
        undo=gettext("This cannot be undone; a new criterion can be written."),
        deed=gettext("Remove the criterion"),
        done=gettext("The criterion is removed."),
        back=back,
        above=gettext("Criteria"),
        is_final=True,
    )
    do = partial(remove_criterion, row, by=reader(request), now=clock.now())
    return confirm(request, asked, do, zone=panel.edition.timezone)


def _do(request: HttpRequest, panel: Panel) -> None:
    deed, by, now = request.POST.get("deed", ""), reader(request), clock.now()
    if deed == "start":
        if start_rubric(panel, by=by, now=now):
            messages.success(request, gettext("The ready rubric is here: change it as you need."))
        return
    key = request.POST.get("criterion", "")
    row = _criterion_or_404(panel, int(key) if key.isascii() and key.isdigit() and len(key) < 19 else 0)
    if deed in {"up", "down"}:
        move_criterion(row, up=deed == "up", by=by, now=now)


def _kept(request: HttpRequest, row: Criterion, *, heading: str) -> HttpResponse:
    panel = row.panel
    keep = partial(keep_criterion, by=reader(request), now=clock.now())
    taken = take(request, row, CriterionForm, fields=FIELDS, edition=panel.edition, keep=keep)
    back = reverse("console-panel-criteria", args=[panel.pk])
    if taken.is_saved:
        messages.success(request, gettext("The criterion is saved."))
        return redirect(back)
    context: dict[str, Any] = {
        "panel": panel,
        "edition": panel.edition,
        "heading": heading,
        "above": gettext("Criteria"),
        "back": back,
        "deed": gettext("Save the criterion"),
        "is_frozen": panel.opened_at is not None,
        **taken.context,
    }
    return render(request, "console/panels/criterion.html", context, status=taken.status)


def _criterion_or_404(panel: Panel, key: int) -> Criterion:
    found = panel.criteria.filter(pk=key).first()
    if found is None:
        raise Http404
    found.panel = panel
    return found
