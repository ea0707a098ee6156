"""Frequent questions: written, looked at in three languages, put in order, taken away."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from challenges import clock
from challenges.editions.models import Edition, FaqEntry
from challenges.editions.queries import about_own
from challenges.journal.keeping import add, remove
from challenges.pages.visit import isolated, reader
from challenges.wording import localized
from smartport.console.access import for_organizers
from smartport.console.confirming import Question, confirm
from smartport.console.sheets import take
from smartport.console.talk_forms import FaqForm
from smartport.console.talking import edition_asked

A_PAGE = 50
FIELDS = FaqForm.Meta.fields
ORDER = ("-edition__opens_at", "challenge", "order", "pk")


@require_safe
@for_organizers
def faq(request: HttpRequest) -> HttpResponse:
    """By edition, those of the whole edition and of each challenge, in their order."""
    rows = _visible(request).select_related("edition", "challenge").order_by(*ORDER)
    context = {
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "editions": Edition.objects.order_by("-is_published", "-opens_at"),
    }
    return render(request, "console/faq.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def new_faq_entry(request: HttpRequest) -> HttpResponse:
    """Shown at once, in the edition named by `?edition=`, else the newest."""
    edition, by = edition_asked(request), reader(request)
    make: Any = partial(FaqForm, by=by)
    keep = partial(add, fields=("edition", *FIELDS), by=by, now=clock.now())
    taken = take(request, FaqEntry(edition=edition), make, fields=FIELDS, edition=edition, keep=keep)
    if taken.is_saved:
        messages.success(request, gettext("The question is there."))
        return redirect("console-faq")
    return render(request, "console/faq_entry.html", {"edition": edition, **taken.context}, status=taken.status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def edit_faq_entry(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Shown to everybody as soon as it is saved."""
    found = _found(request, entry_id)
    make: Any = partial(FaqForm, by=reader(request))
    taken = take(request, found, make, fields=FIELDS, edition=found.edition)
    if taken.is_saved:
        messages.success(request, gettext("Saved."))
        return redirect("console-faq-entry", found.pk)
    context = {"entry": found, "edition": found.edition, **taken.context}
    return render(request, "console/faq_entry.html", context, status=taken.status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def remove_faq_entry(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Ask, then take it away; the journal keeps how its texts began."""
    found = _found(request, entry_id)
    title = localized(found.question, (get_language() or "fr")[:2])
    asked = Question(
        question=gettext("Take this frequent question away?"),
        consequences=[
            gettext("“%(question)s” and its answer are not shown any more.") % {"question": isolated(title)},
            gettext("Nothing else stands on it."),
        ],
        undo=gettext("This cannot be undone: it would have to be written again."),
        deed=gettext("Take away"),
        done=gettext("The question is gone."),
        back=reverse("console-faq"),
        above=gettext("Frequent questions"),
        is_final=True,
    )
    do = partial(remove, found, fields=FIELDS, by=reader(request), now=clock.now())
    return confirm(request, asked, do, zone=found.edition.timezone)


def _visible(request: HttpRequest) -> QuerySet[FaqEntry]:
    return FaqEntry.objects.filter(about_own(reader(request)))


def _found(request: HttpRequest, entry_id: int) -> FaqEntry:
    found = _visible(request).select_related("edition", "challenge").filter(pk=entry_id).first()
    if found is None:
        raise Http404
    return found
