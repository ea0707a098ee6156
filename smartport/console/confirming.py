"""The page before a deed of power: what it does to how many, whether it can be undone; then the deed, once."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import tzinfo
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from challenges.errors import Refusal
from challenges.wording import say


@dataclass(frozen=True)
class Question:
    """What is asked, in the reader's language. `done` is said afterwards; `back` is where one goes then, or instead."""

    question: str
    consequences: list[str]
    undo: str
    deed: str
    done: str
    back: str
    above: str = ""
    is_final: bool = False


def confirm(
    request: HttpRequest,
    asked: Question,
    do: Callable[[], object],
    *,
    zone: tzinfo,
    template: str = "console/confirm.html",
    also: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Ask; on a POST do it, and say so, or say why not."""
    context = {**asdict(asked), **(also or {})}
    if request.method != "POST":
        return render(request, template, context)
    try:
        do()
    except Refusal as refusal:
        return render(request, template, {**context, "said": say(refusal, zone=zone)}, status=refusal.status)
    messages.success(request, asked.done)
    return redirect(asked.back)
