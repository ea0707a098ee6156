"""One project and the juror's ballot on it: read, graded, and read again once it is cast."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from challenges.errors import Refusal
from challenges.jury.actions import draft_of, save_draft
from challenges.jury.automatic import automatic_for
from challenges.jury.models import Assignment, Ballot, Round
from challenges.jury.queries import assignment_of, closes_at, left_to_do
from challenges.jury.rules import (
    COMMENT_LENGTH,
    CastAlready,
    Draft,
    DraftChangedElsewhere,
    GivenToAnother,
    RecusedFromIt,
    require_round,
)
from challenges.pages.visit import reader
from challenges.wording import say
from smartport.jury.access import Sitting, for_judges
from smartport.jury.questions import GRADE, clash_of, questions_of
from smartport.jury.reading import reading_of

LONGEST_NUMBER = 6  # digits
GONE = (RecusedFromIt, GivenToAnother)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_judges
def ballot(request: HttpRequest, sitting: Sitting, project_code: str) -> HttpResponse:
    """The project beside the form; POST keeps a draft, and leads to casting where that was asked for."""
    found = assignment_of(sitting.juror, project_code)
    if request.method != "POST":
        if found is None:
            raise Http404
        return page(request, sitting, found)
    try:
        if found is None:
            raise why_gone(sitting, project_code)
        save_sent(request, sitting, found)
    except Refusal as refusal:
        return refused(request, sitting, found, refusal=refusal)
    if request.POST.get("deed") == "review":
        return redirect("jury-cast", sitting.panel.pk, project_code)
    messages.success(request, gettext("The draft is saved. It does not count before you cast it."))
    return redirect("jury-project", sitting.panel.pk, project_code)


def save_sent(request: HttpRequest, sitting: Sitting, found: Assignment) -> Ballot:
    """What the form says, kept as a draft. Raises what save_draft raises."""
    return save_draft(
        found,
        draft=sent_draft(request),
        seen=number(request, "version"),
        seconds=number(request, "seconds"),
        by=reader(request),
        now=sitting.now,
    )


def why_gone(sitting: Sitting, code: str) -> Refusal:
    """Why a project that was this juror's is so no more; raises Http404 where it never was."""
    if sitting.juror.recusals.filter(candidate__code=code).exists():
        return RecusedFromIt()
    if sitting.juror.assignments.filter(candidate__code=code).exists():
        return GivenToAnother()
    raise Http404


def sent_draft(request: HttpRequest) -> Draft:
    """The grades that are numbers; of what is none the action says no."""
    given = {key.removeprefix(GRADE): request.POST.get(key, "") for key in request.POST if key.startswith(GRADE)}
    grades = {key: int(text) if _is_number(text) else -(10**LONGEST_NUMBER) for key, text in given.items() if text}
    return Draft(grades, request.POST.get("to_team", ""), request.POST.get("to_jury", ""))


def number(request: HttpRequest, name: str) -> int:
    """A whole number of the form; 0 for what is none."""
    text = request.POST.get(name, "")
    return int(text) if _is_number(text) and not text.startswith("-") else 0


def refused(request: HttpRequest, sitting: Sitting, found: Assignment | None, *, refusal: Refusal) -> HttpResponse:
    """Of a project that is still this juror's: its page, with what was typed; else the sentence alone."""
    if found is None or isinstance(refusal, GONE):
        said = say(refusal, zone=sitting.edition.timezone)
        context = {"sitting": sitting, "said": said}
        return render(request, "jury/refused.html", context, status=refusal.status)
    typed = None if isinstance(refusal, CastAlready) or request.POST.get("deed") == "cast" else sent_draft(request)
    return page(request, sitting, found, refusal=refusal, typed=typed)


def page(
    request: HttpRequest,
    sitting: Sitting,
    found: Assignment,
    *,
    refusal: Refusal | None = None,
    typed: Draft | None = None,
) -> HttpResponse:
    """The project with the form, or with the ballot as it was cast."""
    kept = Ballot.objects.filter(assignment=found).first()
    shown = typed if typed is not None else draft_of(kept)
    context: dict[str, Any] = {
        "sitting": sitting,
        "code": found.candidate.code,
        "round": found.get_round_display(),
        "round_key": found.round,
        "reading": reading_of(found),
        "ballot": kept,
        "draft": shown,
        "questions": questions_of(sitting.panel, shown, missing=getattr(refusal, "missing", ())),
        "closes_at": closes_at(sitting.panel, Round(found.round)),
        "comment_length": COMMENT_LENGTH,
        "shut": _shut(sitting, found),
        "automatic": automatic_for(kept) if kept else None,
        "next": next_code(sitting, found),
        "clash": clash_of(sitting.panel, draft_of(kept), shown) if isinstance(refusal, DraftChangedElsewhere) else None,
    }
    if refusal:
        context["said"] = say(refusal, zone=sitting.edition.timezone)
    is_cast = kept is not None and kept.cast_at is not None
    template = "jury/cast_ballot.html" if is_cast or context["shut"] else "jury/project.html"
    return render(request, template, context, status=refusal.status if refusal else 200)


def next_code(sitting: Sitting, found: Assignment) -> str:
    """The next project in this juror's order that has no ballot yet; empty where all have one."""
    if sitting.in_round is None:
        return ""
    rows = left_to_do(sitting.juror, sitting.in_round).exclude(pk=found.pk)
    codes = list(rows.values_list("order", "candidate__code"))
    later = [code for order, code in codes if order > found.order]
    return later[0] if later else codes[0][1] if codes else ""


def _shut(sitting: Sitting, found: Assignment) -> str:
    """Why no ballot is taken on it now; empty where it is."""
    in_round = Round(found.round)
    try:
        is_open = sitting.in_round == in_round
        require_round(is_open=is_open, closes_at=closes_at(sitting.panel, in_round), now=sitting.now)
    except Refusal as refusal:
        return say(refusal, zone=sitting.edition.timezone).message
    return ""


def _is_number(text: str) -> bool:
    return text.removeprefix("-").isdecimal() and len(text) <= LONGEST_NUMBER
