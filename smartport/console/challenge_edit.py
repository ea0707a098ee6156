"""The steps in which a challenge is written: its names, the statement, the rules, the setting."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from challenges.pages.visit import reader
from smartport.console.access import challenge_or_404, for_organizers
from smartport.console.challenge_forms import RulesForm, SettingForm, StatementForm, WordsForm
from smartport.console.sheets import SheetForm, take

STEPS: Mapping[str, tuple[type[SheetForm], tuple[str, ...]]] = {
    "words": (WordsForm, WordsForm.Meta.fields),
    "statement": (StatementForm, StatementForm.Meta.fields),
    "rules": (RulesForm, ("rules", "rules_version")),
    "setting": (SettingForm, SettingForm.Meta.fields),
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def edit_challenge(request: HttpRequest, edition: str, slug: str, step: str) -> HttpResponse:
    """One step; saved, it leads on to where the challenge stands at a glance."""
    found = challenge_or_404(request, edition, slug)
    form, fields = STEPS[step]
    make: Any = partial(form, by=reader(request)) if form is SettingForm else form
    taken = take(request, found, make, fields=fields, edition=found.edition)
    if taken.is_saved:
        messages.success(request, gettext("Saved."))
        return redirect(f"console-challenge-{step}", edition, slug)
    context = {
        "challenge": found,
        "edition": found.edition,
        **taken.context,
        "here": step,
    }
    return render(request, "console/challenge_edit.html", context, status=taken.status)
