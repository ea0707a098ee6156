"""The editor of a recipe: a card per column, what protects the table, what is predicted and how the rows are split."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from datasets import clock
from datasets.builds.rules import RevisionStale
from datasets.builds.sampling import sample
from datasets.pages import recipe_cards
from datasets.pages.recipe_trial import trial_of
from datasets.pages.recipe_visit import Lines, Opened, opened, reader, save
from datasets.pages.visit import for_organizers
from datasets.recipes.editing import edited, moved
from datasets.recipes.entries import Entries, require_fit
from datasets.recipes.guessing import NUMBERS, TIMES
from datasets.recipes.proposal import propose_column
from datasets.recipes.reading import recipe_of
from datasets.recipes.wording import column_named, say
from datasets.rules import DataRefusal
from datasets.vault.actions import note_visit

SHARES = ("p-drop", "s-test", "s-public")
STEPS = {"up": -1, "down": 1}


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def recipe(request: HttpRequest, name: str) -> HttpResponse:
    """The columns of a recipe; a POST saves, tries, or moves a column in the order of importance. Who opens it sees how
    the raw values lie: that is noted in the journal of the extract."""
    seen = opened(request, name)
    if request.method != "POST":
        if request.method == "GET":
            note_visit(seen.draft.extract, by=reader(request), now=clock.now(), recipe=name)
        return _page(request, seen, seen.content)
    content, entries = _edited(request, seen)
    deed, _, which = request.POST.get("deed", "save").partition(":")
    if deed in STEPS:
        content = moved(content, which, by=STEPS[deed])
    try:
        require_fit(entries)
        if deed == "try":
            recipe_of(content)
            return _page(request, seen, content, is_tried=True)
        save(request, seen, content)
    except RevisionStale as refusal:
        return _page(request, seen, content, refusal=refusal, over=str(refusal.details["number"]))
    except DataRefusal as refusal:
        return _page(request, seen, content, refusal=refusal)
    return redirect(_place(seen, content, deed=deed, focus=request.POST.get("focus", "")))


@require_POST
@for_organizers
def recipe_try(request: HttpRequest, name: str) -> HttpResponse:
    """What the form as it stands would cost and buy; nothing is saved."""
    seen = opened(request, name)
    content, entries = _edited(request, seen)
    told = trial_of(seen, content, faults=entries.faults, focus=request.POST.get("focus", ""))
    return render(request, "datasets/recipes/_trial.html", {"told": told, "seen": seen})


def _edited(request: HttpRequest, seen: Opened) -> tuple[Lines, Entries]:
    entries = Entries(request.POST.dict())
    return edited(seen.content, entries, raw=seen.raw_names, publish=lambda raw: _published(seen, raw)), entries


def _published(seen: Opened, raw: str) -> Lines:
    """First lines for a column that was left out until now."""
    rows = sample(seen.draft.extract).rows
    moment = (seen.content.get("split") or {}).get("time") or (seen.content.get("target") or {}).get("from")
    taken = [str(told.get("name")) for told in seen.content["columns"]]
    return propose_column(
        seen.note_of[raw],
        rows[raw],
        rows=seen.draft.extract.rows or 0,
        moment=rows[moment] if moment in rows.columns else None,
        taken=[*taken, str(seen.content["rows"]["id"]), str(seen.content["target"]["name"])],
    )


def _place(seen: Opened, content: Lines, *, deed: str, focus: str) -> str:
    """Where the reader was."""
    address = reverse("recipe", args=[seen.draft.name])
    if deed in STEPS:
        return f"{address}#importance"
    return f"{address}?open={focus}#columns" if focus else address


def _page(
    request: HttpRequest,
    seen: Opened,
    content: Lines,
    *,
    refusal: DataRefusal | None = None,
    over: str = "",
    is_tried: bool = False,
) -> HttpResponse:
    focus = request.POST.get("focus", request.GET.get("open", ""))
    wrong = column_named(refusal, content) if refusal else None
    context = {
        "seen": seen,
        "content": content,
        "over": over,
        "said": say(refusal) if refusal else None,
        "field": getattr(refusal, "place", "") if refusal else "",
        "focus": focus,
        "told": trial_of(seen, content, faults=[], focus=focus) if is_tried else None,
        **_choices(seen, content, wrong=wrong),
    }
    status = getattr(refusal, "status", 422) if refusal else 200
    return render(request, "datasets/recipes/recipe.html", context, status=status)


def _choices(seen: Opened, content: Mapping[str, Any], *, wrong: int | None) -> dict[str, Any]:
    shown = recipe_cards.cards(seen, content, wrong=wrong)
    by_name = {card.name: card for card in shown}
    importance = (content.get("protection") or {}).get("importance") or []
    return {
        "cards": shown,
        "wrong": shown[wrong] if wrong is not None and wrong < len(shown) else None,
        "left_out": recipe_cards.left_out(seen, content),
        "importance": [by_name[name] for name in importance if name in by_name],
        "fates": recipe_cards.fates(),
        "ladders": recipe_cards.ladders(),
        "derived": recipe_cards.derived(),
        "raw_names": seen.raw_names,
        "raw_times": seen.raw_of(*TIMES),
        "raw_targets": seen.raw_of(*NUMBERS, "boolean", "category", "text"),
    }
