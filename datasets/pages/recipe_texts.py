"""What a recipe says in words: of the release, of each column in three languages; and the whole of it as text."""

from collections.abc import Mapping
from difflib import unified_diff
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from datasets import clock
from datasets.builds.actions import go_back, save_revision
from datasets.builds.models import Revision
from datasets.builds.queries import builds_of, revisions_of
from datasets.builds.rules import RevisionStale
from datasets.pages.recipe_visit import Opened, number_in, opened, over_or_base, reader, save
from datasets.pages.visit import for_organizers
from datasets.recipes.describing import MOST_TABLES, described, missing_texts
from datasets.recipes.entries import Entries
from datasets.recipes.wording import column_named, say
from datasets.releasing.licences import OPEN
from datasets.rules import DataRefusal
from datasets.vault.queries import kept

LANGUAGES = ("fr", "ar", "en")
CONTEXT_LINES = 2


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def recipe_texts(request: HttpRequest, name: str) -> HttpResponse:
    """Title, licence, law, further tables, and the meaning of each column."""
    seen = opened(request, name)
    if request.method != "POST":
        return _texts(request, seen, seen.content)
    content = described(seen.content, Entries(request.POST.dict()))
    try:
        save(request, seen, content)
    except DataRefusal as refusal:
        return _texts(request, seen, content, refusal=refusal)
    return redirect("recipe-texts", name)


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def recipe_text(request: HttpRequest, name: str) -> HttpResponse:
    """The YAML itself; with `?revision=` an earlier one, to look at."""
    seen = opened(request, name)
    if request.method != "POST":
        shown = _shown(seen, request.GET.get("revision", ""))
        return _text(request, seen, shown.text, shown=shown)
    text = request.POST.get("text", "").replace("\r\n", "\n")
    try:
        save_revision(seen.draft, text=text, after=over_or_base(request, seen), by=reader(request), now=clock.now())
    except DataRefusal as refusal:
        return _text(request, seen, text, refusal=refusal)
    return redirect("recipe-text", name)


@require_safe
@for_organizers
def recipe_history(request: HttpRequest, name: str) -> HttpResponse:
    """Every revision with what it changed, and every build."""
    seen = opened(request, name)
    revisions = list(revisions_of(seen.draft)[:50])
    older = [*revisions[1:], None]
    context = {
        "seen": seen,
        "revisions": [(one, _changed(before, one)) for one, before in zip(revisions, older, strict=False)],
        "builds": builds_of(seen.draft)[:25],
    }
    return render(request, "datasets/recipes/history.html", context)


@require_POST
@for_organizers
def recipe_back(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """The text of an earlier revision as the next one."""
    seen = opened(request, name)
    try:
        go_back(seen.draft, to=number, after=seen.base.number, by=reader(request), now=clock.now())
    except Revision.DoesNotExist as error:
        raise Http404 from error
    except DataRefusal as refusal:
        shown = _shown(seen, str(number))
        return _text(request, seen, shown.text, shown=shown, refusal=refusal)
    return redirect("recipe", name)


def _texts(
    request: HttpRequest, seen: Opened, content: Mapping[str, Any], *, refusal: DataRefusal | None = None
) -> HttpResponse:
    tables = list(((content.get("source") or {}).get("tables") or {}).items())[: MOST_TABLES - 1]
    context = {
        **_refused(refusal, content),
        "seen": seen,
        "content": content,
        "languages": LANGUAGES,
        "missing": missing_texts(content),
        "licences": OPEN,
        "tables": [*enumerate(tables), (len(tables), ("", ""))],
        "extracts": [one.name for one in kept().filter(state="ready")],
    }
    status = getattr(refusal, "status", 422) if refusal else 200
    return render(request, "datasets/recipes/texts.html", context, status=status)


def _text(
    request: HttpRequest,
    seen: Opened,
    text: str,
    *,
    shown: Revision | None = None,
    refusal: DataRefusal | None = None,
) -> HttpResponse:
    is_old = shown is not None and shown.number != seen.last.number
    context = {**_refused(refusal, seen.content), "seen": seen, "text": text, "shown": shown if is_old else None}
    status = getattr(refusal, "status", 422) if refusal else 200
    return render(request, "datasets/recipes/text.html", context, status=status)


def _refused(refusal: DataRefusal | None, content: Mapping[str, Any]) -> dict[str, Any]:
    over = str(refusal.details["number"]) if isinstance(refusal, RevisionStale) else ""
    place = column_named(refusal, content) if refusal else None
    return {"said": say(refusal) if refusal else None, "over": over, "wrong_place": place}


def _shown(seen: Opened, number: str) -> Revision:
    if not number:
        return seen.last
    found = seen.draft.revisions.filter(number=number_in(number)).first()
    if found is None:
        raise Http404
    return found


def _changed(before: Revision | None, after: Revision) -> list[str]:
    """The lines that are otherwise, as `diff` writes them; nothing for the first."""
    if before is None:
        return []
    lines = unified_diff(before.text.splitlines(), after.text.splitlines(), lineterm="", n=0)
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]
