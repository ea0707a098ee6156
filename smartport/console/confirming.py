"""The page before a deed of power: what it does to how many, whether it can be undone; then the deed, once."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import tzinfo
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from challenges.errors import Refusal
from challenges.wording import say

DONE = "deeds_done"  # in the session: by which pages a deed was done
REMEMBERED = 20


@dataclass(frozen=True)
class Question:
    """What is asked, in the reader's language. `done` is said afterwards; `back` is where one goes then, or instead.
    `once` names the page that asks: sent twice by it, a deed is one deed."""

    question: str
    consequences: list[str]
    undo: str
    deed: str
    done: str
    back: str
    above: str = ""
    is_final: bool = False
    once: str = field(default_factory=lambda: secrets.token_urlsafe(9))


def confirm(
    request: HttpRequest,
    asked: Question,
    do: Callable[[], object],
    *,
    zone: tzinfo,
    template: str = "console/confirm.html",
    also: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Ask; on a POST do it, and say so, or say why not. The second of a double click goes where the first went."""
    context = {**asdict(asked), **(also or {})}
    if request.method != "POST":
        return render(request, template, context)
    try:
        with transaction.atomic():
            do()
            _remember(request)
    except Refusal as refusal:
        if is_done(request):
            return after(request, asked)
        return render(request, template, {**context, "said": say(refusal, zone=zone)}, status=refusal.status)
    return after(request, asked)


def after(request: HttpRequest, asked: Question) -> HttpResponse:
    """It is done: say so, there where one goes then."""
    messages.success(request, asked.done)
    return redirect(asked.back)


def _remember(request: HttpRequest) -> None:
    """Kept with the deed itself, so that whoever is refused for it finds it."""
    request.session[DONE] = [*request.session.get(DONE, []), request.POST.get("once", "")[:20]][-REMEMBERED:]
    request.session.save()


def is_done(request: HttpRequest) -> bool:
    """By the very same page, perhaps while this request was under way."""
    once = request.POST.get("once", "")
    kept = type(request.session)(request.session.session_key)
    return bool(once) and once in kept.get(DONE, [])
