"""A phase is added to a challenge, or changed."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.editions.models import Challenge, Phase
from challenges.journal.actions import hold_the_pen
from challenges.journal.keeping import add
from challenges.pages.visit import reader
from smartport.console.access import challenge_or_404, for_organizers, phase_or_404
from smartport.console.phase_form import FIELDS, NewPhaseForm, PhaseForm
from smartport.console.sheets import SheetForm, take


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def new_phase(request: HttpRequest, edition: str, slug: str) -> HttpResponse:
    """An empty form; it begins with the hours of the edition."""
    found = challenge_or_404(request, edition, slug)
    now = clock.now()
    hours = {"opens_at": max(found.edition.opens_at, now), "closes_at": found.edition.closes_at}
    blank = Phase(challenge=found)
    if request.method != "POST":
        form = NewPhaseForm(instance=blank, edition=found.edition, now=now, initial=hours)
        return _page(request, found, form, status=200)
    form = NewPhaseForm(request.POST, instance=blank, edition=found.edition, now=now)
    with transaction.atomic():  # of two with the same address the second finds the first
        hold_the_pen(now)
        if form.is_valid():
            add(form.save(commit=False), fields=("slug", *FIELDS), by=reader(request), now=now)
    if not form.errors:
        messages.success(request, gettext("The phase is there. It takes submissions once it has a bundle."))
        return redirect("console-challenge", edition, slug)
    return _page(request, found, form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def edit_phase(request: HttpRequest, edition: str, slug: str, phase: str) -> HttpResponse:
    """Its limits, and its hours until it begins."""
    found = challenge_or_404(request, edition, slug)
    row = phase_or_404(found, phase)
    taken = take(request, row, PhaseForm, fields=FIELDS, edition=found.edition)
    if taken.is_saved:
        messages.success(request, gettext("Saved."))
        return redirect("console-challenge", edition, slug)
    context = {"phase": row, "taken": taken, "clashes": taken.lines}
    return _page(request, found, taken.form, status=taken.status, **context)


def _page(request: HttpRequest, challenge: Challenge, form: SheetForm, *, status: int, **also: object) -> HttpResponse:
    context = {"challenge": challenge, "edition": challenge.edition, "form": form, "here": "phases", **also}
    return render(request, "console/phase_edit.html", context, status=status)
