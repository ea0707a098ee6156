"""Confidentiality and ties: what a juror signs before anything is seen."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from challenges.errors import Refusal
from challenges.jury.distributing import make_up
from challenges.pages.visit import reader
from challenges.panels.declaration_rules import MOST_TIES, NAME_LENGTH, TIE_LENGTH, TieSaid
from challenges.panels.declaring import has_signed, sign_declaration
from challenges.panels.models import Relation
from challenges.wording import say
from smartport.jury.access import Sitting, for_seated

LINES = 3
"""Empty ones that the form begins with, for whoever has no JavaScript."""


@dataclass(frozen=True)
class Sent:
    """The form as it was sent."""

    name: str = ""
    confidential: bool = False
    complete: bool = False
    ties: tuple[TieSaid, ...] = ()

    @property
    def lines(self) -> list[TieSaid]:
        """With empty ones to write into."""
        return [*self.ties, *[TieSaid("", "")] * max(1, LINES - len(self.ties))][:MOST_TIES]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_seated
def declaration(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The text, and the form; once it is signed, what was signed."""
    if has_signed(sitting.juror):
        ties = sitting.juror.ties.order_by("pk")
        return render(request, "jury/declared.html", {"sitting": sitting, "ties": ties})
    if request.method != "POST":
        return _form(request, sitting, Sent(name=""))
    sent = _sent(request)
    if request.POST.get("deed") == "more":
        return _form(request, sitting, Sent(sent.name, sent.confidential, sent.complete, (*sent.ties, *_EMPTY)))
    try:
        sign_declaration(
            sitting.juror,
            name=sent.name,
            ties=sent.ties,
            is_agreed=sent.confidential and sent.complete,
            by=reader(request),
            now=sitting.now,
        )
    except Refusal as refusal:
        return _form(request, sitting, sent, refusal=refusal)
    if not sitting.juror.ties.exists():  # who signs late gets a share of what goes on; ties are looked at first
        make_up(sitting.panel, by=reader(request), now=sitting.now)
    messages.success(request, gettext("Your declaration is signed. Thank you."))
    return redirect("jury-desk", sitting.panel.pk)


_EMPTY = (TieSaid("", ""),) * LINES


def _sent(request: HttpRequest) -> Sent:
    relations, names = request.POST.getlist("relation"), request.POST.getlist("tie")
    ties = tuple(TieSaid(relation, name) for relation, name in zip(relations, names, strict=False))
    return Sent(
        name=request.POST.get("name", ""),
        confidential=request.POST.get("confidential") == "yes",
        complete=request.POST.get("complete") == "yes",
        ties=ties[: MOST_TIES + 1],
    )


def _form(request: HttpRequest, sitting: Sitting, sent: Sent, *, refusal: Refusal | None = None) -> HttpResponse:
    context = {
        "sitting": sitting,
        "sent": sent,
        "relations": Relation.choices,
        "name_length": NAME_LENGTH,
        "tie_length": TIE_LENGTH,
        "most_ties": MOST_TIES,
        "refusal": refusal,
    }
    if refusal:
        context["said"] = say(refusal, zone=sitting.edition.timezone)
    return render(request, "jury/declaration.html", context, status=refusal.status if refusal else 200)
