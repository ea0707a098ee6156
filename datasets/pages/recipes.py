"""Recipes: the list of them, and the three questions that a first one is written from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pandas as pd
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from datasets import clock
from datasets.builds.actions import begin_draft
from datasets.builds.models import Draft
from datasets.builds.queries import drafts
from datasets.builds.rules import require_name
from datasets.builds.sampling import sample
from datasets.pages.recipe_visit import reader
from datasets.pages.visit import actor_of, extract_or_404, for_organizers
from datasets.reading.read import load
from datasets.recipes.guessing import TIMES, likely_entity
from datasets.recipes.proposal import Known, Wish, propose
from datasets.recipes.wording import say
from datasets.recipes.writing import recipe_text
from datasets.rules import DataRefusal
from datasets.vault import keeping
from datasets.vault.actions import note_access
from datasets.vault.models import Extract, ExtractState
from datasets.vault.rules import Deed, name_from

A_PAGE = 25
LANGUAGES = ("fr", "ar", "en")


@dataclass(frozen=True)
class Choice:
    """A raw column that may be the answer; `kinds` is what it identifies."""

    name: str
    type: str
    kinds: tuple[str, ...]


class AnswerMissing(DataRefusal):
    """One of the three questions has no answer; `field` names it."""

    code = "answer_missing"

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@require_safe
@for_organizers
def recipes(request: HttpRequest) -> HttpResponse:
    """All of them, newest first."""
    context = {"page": Paginator(drafts(), A_PAGE).get_page(request.GET.get("page"))}
    return render(request, "datasets/recipes/recipes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def recipe_new(request: HttpRequest, extract_id: UUID) -> HttpResponse:
    """Ask three questions, and write a recipe that builds as it is."""
    extract = extract_or_404(extract_id)
    if extract.state != ExtractState.READY:
        return redirect("extract", extract.pk)
    if request.method != "POST":
        return render(request, "datasets/recipes/new.html", _asked(extract, _first_answers(extract)))
    try:
        draft = _begin(request, extract)
    except DataRefusal as refusal:
        context = {**_asked(extract, request.POST.dict()), "refusal": refusal, "said": say(refusal)}
        return render(request, "datasets/recipes/new.html", context, status=422)
    return redirect("recipe", draft.name)


def known_of(extract: Extract) -> Known:
    """What a first recipe is written from; reading its sample is noted in the journal by who calls this."""
    times = [str(note["name"]) for note in extract.columns if note["type"] in TIMES]
    moments = load(keeping.table(extract.pk), columns=times) if times else pd.DataFrame()
    return Known(extract.columns, extract.rows or 0, sample(extract).rows, moments)


def _begin(request: HttpRequest, extract: Extract) -> Draft:
    wish, now = _wish(request.POST.dict(), extract), clock.now()
    require_name(wish.name)
    content = propose(known_of(extract), wish=wish)
    note_access(extract, deed=Deed.USED, by=actor_of(request).user, now=now, details={"build": wish.name})
    return begin_draft(extract, name=wish.name, text=recipe_text(content), by=reader(request), now=now)


def _wish(fields: Mapping[str, str], extract: Extract) -> Wish:
    """Raises AnswerMissing."""
    names = {str(note["name"]) for note in extract.columns}
    told = {key: fields.get(key, "") for key in ("target", "begins", "ends", "entities", "time", "group")}
    chosen = {key: name if name in names else None for key, name in told.items()}
    is_duration = fields.get("kind") == "hours"
    if is_duration and (chosen["begins"] is None or chosen["ends"] is None or chosen["begins"] == chosen["ends"]):
        raise AnswerMissing("begins", "Choose the two times between which the hours are to be predicted.")
    if not is_duration and chosen["target"] is None:
        raise AnswerMissing("target", "Choose the column that is to be predicted.")
    return Wish(
        name=fields.get("name", "").strip(),
        title={language: fields.get(f"title_{language}", "").strip() for language in LANGUAGES},
        extract=extract.name,
        target=None if is_duration else chosen["target"],
        begins=chosen["begins"] if is_duration else None,
        ends=chosen["ends"] if is_duration else None,
        entities=chosen["entities"],
        time=chosen["time"],
        group=chosen["group"],
    )


def _first_answers(extract: Extract) -> dict[str, str]:
    """What is most likely meant."""
    times = [str(note["name"]) for note in extract.columns if note["type"] in TIMES]
    taken = set(Draft.objects.filter(name__startswith=extract.name[:40]).values_list("name", flat=True))
    return {
        "kind": "column",
        "entities": likely_entity(extract.columns, rows=extract.rows or 0) or "",
        "time": times[0] if times else "",
        "name": name_from(extract.name, taken=taken),
    }


def _asked(extract: Extract, fields: Mapping[str, str]) -> dict[str, Any]:
    found = [
        Choice(str(note["name"]), note["type"], tuple(one["kind"] for one in note["identifiers"]))
        for note in extract.columns
    ]
    return {
        "extract": extract,
        "fields": fields,
        "columns": found,
        "times": [choice for choice in found if choice.type in TIMES],
        "targets": [
            choice for choice in found if choice.type not in TIMES and not choice.kinds and choice.type != "text"
        ],
        "titles": [(language, fields.get(f"title_{language}", "")) for language in LANGUAGES],
    }
