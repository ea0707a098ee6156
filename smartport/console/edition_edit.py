"""The form of an edition, and its publishing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.lifecycle.lacking import lacking
from smartport.console.access import edition_or_404, for_managers_of_editions
from smartport.console.edition_form import FIELDS, EditionForm
from smartport.console.lacks import told_lacks
from smartport.console.publishing import Deeds, deed_page
from smartport.console.sheets import take


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers_of_editions
def edit_edition(request: HttpRequest, edition: str) -> HttpResponse:
    """Its texts, hours and conditions."""
    found = edition_or_404(edition)
    taken = take(request, found, EditionForm, fields=FIELDS, edition=found)
    if taken.is_saved:
        messages.success(request, gettext("Saved."))
        return redirect("console-edition-edit", edition)
    now = clock.now()
    lacks = [] if found.is_published else told_lacks(lacking(found, now=now), thing=found)
    context = {"edition": found, **taken.context, "lacks": lacks, "now": now}
    return render(request, "console/edition_edit.html", context, status=taken.status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers_of_editions
def settle_edition(request: HttpRequest, edition: str, deed: str) -> HttpResponse:
    """Ask, then publish it, take it from sight, or set an hour."""
    found = edition_or_404(edition)
    back = reverse("console-edition-edit", args=[edition])
    return deed_page(request, Deeds(found, found, back), deed)
