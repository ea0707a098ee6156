"""The running order: awards and words moved by buttons or by dragging, and the words themselves."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from challenges import clock
from challenges.ceremony.preparing import keep_words, move_entry, put_in_order, remove_words, words_of
from challenges.ceremony.queries import ceremony_of
from challenges.editions.models import Edition
from challenges.errors import Refusal
from challenges.pages.visit import isolated, reader
from challenges.wording import localized, say
from smartport.console.access import edition_or_404, for_the_stage
from smartport.console.ceremony.overview import address_of
from smartport.console.confirming import Question, confirm
from smartport.console.localized_fields import LocalizedField

METHODS = ["GET", "HEAD", "POST"]
NOTES_LENGTH = 2000


class WordsForm(forms.Form):
    title = LocalizedField(label=_("title"), help_text=_("The halls and the phones show it."))
    speaker = forms.CharField(label=_("who speaks"), max_length=160, required=False, help_text=_("Shown beside it."))
    notes = forms.CharField(
        label=_("notes"),
        max_length=NOTES_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("Only the control page shows them."),
    )


@require_POST
@for_the_stage
def order(request: HttpRequest, edition: str) -> HttpResponse:
    """One line a place further (`up` or `down`: its key), or all of them as they were dragged (`key`, in order)."""
    found = edition_or_404(edition)
    seen = request.POST.get("seen", "").split()
    told: dict[str, Any] = {"seen": seen, "by": reader(request), "now": clock.now()}
    up, down = request.POST.get("up", ""), request.POST.get("down", "")
    try:
        if up or down:
            move_entry(found, up or down, up=bool(up), **told)
        else:
            put_in_order(found, request.POST.getlist("key"), **told)
    except Refusal as refusal:
        said = say(refusal, zone=found.timezone)
        messages.error(request, f"{said.message} {said.hint}".strip())
    return redirect(f"{address_of(found)}#order")


@require_http_methods(METHODS)
@for_the_stage
def new_words(request: HttpRequest, edition: str) -> HttpResponse:
    """They come before the main prize, and are moved from there."""
    return _kept(request, edition_or_404(edition), key="", initial={})


@require_http_methods(METHODS)
@for_the_stage
def words(request: HttpRequest, edition: str, words_key: str) -> HttpResponse:
    """Changed."""
    found = edition_or_404(edition)
    said = words_of(ceremony_of(found)).get(words_key)
    if said is None:
        raise Http404
    initial = {"title": dict(said.title), "speaker": said.speaker, "notes": said.notes}
    return _kept(request, found, key=words_key, initial=initial)


@require_http_methods(METHODS)
@for_the_stage
def drop_words(request: HttpRequest, edition: str, words_key: str) -> HttpResponse:
    """Asks first."""
    found = edition_or_404(edition)
    said = words_of(ceremony_of(found)).get(words_key)
    if said is None:
        raise Http404
    asked = Question(
        question=gettext("Take “%(title)s” out of the running order?")
        % {"title": isolated(localized(said.title, "fr"))},
        consequences=[gettext("The evening goes from the award before to the award after.")],
        undo=gettext("It can be written again."),
        deed=gettext("Take it out"),
        done=gettext("It is out of the running order."),
        back=f"{address_of(found)}#order",
        above=gettext("Award ceremony"),
    )
    do = partial(remove_words, found, words_key, by=reader(request), now=clock.now())
    return confirm(request, asked, do, zone=found.timezone)


def _kept(request: HttpRequest, edition: Edition, *, key: str, initial: dict[str, Any]) -> HttpResponse:
    form = WordsForm(request.POST if request.method == "POST" else None, initial=initial)
    refusal: Refusal | None = None
    if form.is_bound and form.is_valid():
        try:
            keep_words(edition, form.cleaned_data, key=key, by=reader(request), now=clock.now())
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, gettext("The running order is saved."))
            return redirect(f"{address_of(edition)}#order")
    context = {
        "edition": edition,
        "form": form,
        "key": key,
        "heading": gettext("Somebody speaks"),
        "above": gettext("Award ceremony"),
        "back": f"{address_of(edition)}#order",
        "deed": gettext("Save the words"),
        "refusal": refusal,
        "said": say(refusal, zone=edition.timezone) if refusal else None,
    }
    status = refusal.status if refusal else 422 if form.is_bound else 200
    return render(request, "console/keep.html", context, status=status)
