"""Adds a derived column to a recipe: what it is worked out of, chosen from what the extract has."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from datasets.features.catalogue import FEATURES
from datasets.pages.recipe_cards import option_fields
from datasets.pages.recipe_visit import Lines, Opened, opened, save
from datasets.pages.visit import for_organizers
from datasets.recipes import derived_wording
from datasets.recipes.editing import options_of
from datasets.recipes.entries import Entries, require_fit
from datasets.recipes.naming import Names, described
from datasets.recipes.wording import say
from datasets.rules import DataRefusal

WHOLE = frozenset({"ongoing", "time_part", "hours_where"})
"""Features that count."""
WORDS = frozenset({"spells"})
"""Features that are texts."""
TEXTS = {"ongoing": "queue"}


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def recipe_derive(request: HttpRequest, name: str, feature: str) -> HttpResponse:
    """The form of one feature; saved, it is a column like the others."""
    seen = opened(request, name)
    if feature not in FEATURES:
        raise Http404
    if request.method != "POST":
        return _page(request, seen, feature, told={"feature": feature, "name": feature})
    entries = Entries(request.POST.dict())
    told = _column(seen, feature, entries)
    try:
        require_fit(entries)
        save(request, seen, _with(seen.content, told))
    except DataRefusal as refusal:
        return _page(request, seen, feature, told=told, refusal=refusal)
    return redirect(f"{reverse('recipe', args=[name])}?open={told['name']}#columns")


def _column(seen: Opened, feature: str, entries: Entries) -> Lines:
    """Last in the recipe, under a name that is free."""
    content = seen.content
    taken = [content["rows"]["id"], content["target"]["name"], *(one["name"] for one in content["columns"])]
    options = options_of(feature, entries, prefix="")
    told: Lines = {
        "name": Names(taken).free(entries.text("name") or feature),
        "feature": feature,
        **{key: value for key, value in options.items() if value is not None},
        "type": "integer" if feature in WHOLE else "category" if feature in WORDS else "number",
        "unit": entries.text("unit"),
        "known": entries.is_ticked("known"),
        "description": described(str(options.get("part")) if feature == "time_part" else TEXTS.get(feature, "")),
    }
    return {**told, "decimals": 1} if told["type"] == "number" else told


def _with(content: Lines, told: Lines) -> Lines:
    protection = dict(content.get("protection") or {})
    if told["known"]:
        protection["importance"] = [*(protection.get("importance") or []), told["name"]]
    return {**content, "protection": protection, "columns": [*content["columns"], told]}


def _page(
    request: HttpRequest, seen: Opened, feature: str, *, told: Lines, refusal: DataRefusal | None = None
) -> HttpResponse:
    words = derived_wording.FEATURES[feature]
    context: dict[str, Any] = {
        "seen": seen,
        "told": told,
        "title": gettext(words.title),
        "hint": gettext(words.hint),
        "options": list(option_fields(seen, seen.content, told)),
        "needs_table": "table" in FEATURES[feature].options,
        "said": say(refusal) if refusal else None,
    }
    status = getattr(refusal, "status", 422) if refusal else 200
    return render(request, "datasets/recipes/derive.html", context, status=status)
