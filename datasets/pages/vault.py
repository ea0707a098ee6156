"""The vault: the list of its extracts, the page of each, and its end."""

from datetime import date
from typing import Any, cast
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from datasets import clock
from datasets.pages.visit import actor_of, extract_or_404, for_organizers
from datasets.vault import queries, rules
from datasets.vault.actions import change_day, delete, note_visit
from datasets.vault.models import Extract, ExtractState
from datasets.vault.rules import VaultRefusal
from datasets.vault.wording import say

A_PAGE = 25
A_JOURNAL = 20
PATIENCE = 2  # seconds between two looks at a reading
MOVING = frozenset({ExtractState.READING})


@require_safe
@for_organizers
def vault(request: HttpRequest) -> HttpResponse:
    """What is kept, newest first; with `?deleted` what was."""
    is_deleted = "deleted" in request.GET
    extracts = queries.deleted() if is_deleted else queries.kept()
    context = {
        "page": Paginator(extracts, A_PAGE).get_page(request.GET.get("page")),
        "is_deleted": is_deleted,
        "deleted_count": queries.deleted().count(),
        "now": clock.now(),
    }
    return render(request, "datasets/vault/vault.html", context)


@require_safe
@for_organizers
@vary_on_headers("HX-Request")
def extract(request: HttpRequest, extract_id: UUID) -> HttpResponse:
    """What was found in it, never what is in it; while it is being read, the part that moves alone where asked for."""
    found = extract_or_404(extract_id)
    if "HX-Request" in request.headers:
        return render(request, "datasets/vault/_extract.html", {**_shown(found), "is_news": True})
    if request.method == "GET":
        note_visit(found, by=cast(AbstractBaseUser, request.user), now=clock.now())
    return _page(request, found)


@require_POST
@for_organizers
def keep_extract(request: HttpRequest, extract_id: UUID) -> HttpResponse:
    """Another day of deletion."""
    found = extract_or_404(extract_id)
    try:
        delete_after = day_from(request.POST.get("delete_after", ""))
        change_day(found, delete_after=delete_after, by=actor_of(request), now=clock.now())
    except VaultRefusal as refusal:
        return _page(request, found, refusal=refusal)
    return redirect("extract", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def delete_extract(request: HttpRequest, extract_id: UUID) -> HttpResponse:
    """Ask once more, then delete. What holds data asks for its name; who comes second finds it done."""
    found = extract_or_404(extract_id)
    if found.state == ExtractState.DELETED:
        return redirect("extract", found.pk)
    context: dict[str, Any] = {"extract": found, "must_type": found.state not in queries.NEVER_READ}
    if request.method != "POST":
        return render(request, "datasets/vault/delete.html", context)
    try:
        if context["must_type"]:
            rules.require_typed(request.POST.get("typed", ""), name=found.name)
    except VaultRefusal as refusal:
        context |= {"refusal": refusal, "said": say(refusal), "typed": request.POST.get("typed", "")}
        return render(request, "datasets/vault/delete.html", context, status=refusal.status)
    delete(found, reason="asked", by=actor_of(request), now=clock.now())
    return redirect("vault")


def day_from(text: str) -> date:
    """A day as forms send it, YYYY-MM-DD. Raises DayUnfit."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise rules.DayUnfit(years=rules.LONGEST_DAYS // 366) from error


def _page(request: HttpRequest, found: Extract, *, refusal: VaultRefusal | None = None) -> HttpResponse:
    now = clock.now()
    context = {
        **_shown(found),
        "page": Paginator(queries.journal_of(found), A_JOURNAL).get_page(request.GET.get("page")),
        "today": rules.day_of(now),
        "now": now,
        "refusal": refusal,
        "said": say(refusal) if refusal else None,
    }
    return render(request, "datasets/vault/extract.html", context, status=refusal.status if refusal else 200)


def _shown(found: Extract) -> dict[str, Any]:
    """The part that moves."""
    is_ready = found.state == ExtractState.READY
    return {
        "extract": found,
        "unfinished_days": rules.UNFINISHED_DAYS,
        "patience": PATIENCE if found.state in MOVING else None,
        "twins": queries.twins_of(found) if is_ready else (),
        "percent": found.reading.get("percent", 0) if found.state == ExtractState.READING else None,
    }
