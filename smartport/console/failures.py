"""Tasks of the site's own workers that failed: read, sent again, or said to be dealt with."""

from collections.abc import Callable

from celery import current_app
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from challenges import clock
from challenges.errors import Refusal
from challenges.operations.actions import deal_with, send_again
from challenges.operations.models import FailedTask
from challenges.operations.queries import open_failures
from challenges.operations.rules import KEPT, NotToBeSentAgain, may_send_again
from challenges.pages.visit import reader
from challenges.wording import say
from datasets.vault.rules import ZONE
from smartport.console.access import for_operators

A_PAGE = 25


@require_safe
@for_operators
def failures(request: HttpRequest) -> HttpResponse:
    """Those that nobody has dealt with, the latest first."""
    return _list(request)


@require_POST
@for_operators
def failure_again(request: HttpRequest, failed_id: int) -> HttpResponse:
    """Sends it again."""
    return _done(request, failed_id, lambda failed: _send_again(failed, request))


@require_POST
@for_operators
def failure_dealt_with(request: HttpRequest, failed_id: int) -> HttpResponse:
    """It leaves the list."""
    return _done(request, failed_id, lambda failed: deal_with(failed, by=reader(request), now=clock.now()))


def _done(request: HttpRequest, failed_id: int, act: Callable[[FailedTask], bool]) -> HttpResponse:
    """Somebody who was quicker did the same."""
    failed = FailedTask.objects.filter(pk=failed_id).first()
    if failed is None:
        raise Http404
    try:
        act(failed)
    except Refusal as refusal:
        return _list(request, refusal=refusal)
    return redirect("console-failures")


def _send_again(failed: FailedTask, request: HttpRequest) -> bool:
    """A task that this version of the site does not have would fail for ever."""
    current_app.loader.import_default_modules()  # a process of the site only sends, and does not know them yet
    if failed.task not in current_app.tasks:
        raise NotToBeSentAgain
    return send_again(failed, send=_send, by=reader(request), now=clock.now())


def _send(failed: FailedTask) -> None:
    given = failed.arguments
    named = {"args": given.get("args", []), "kwargs": given.get("kwargs", {})}
    current_app.send_task(failed.task, queue=failed.queue or "site", retry=False, **named)


def _list(request: HttpRequest, *, refusal: Refusal | None = None) -> HttpResponse:
    page = Paginator(open_failures(), A_PAGE).get_page(request.GET.get("page"))
    told = {
        "page": page,
        "failures": [(failed, may_send_again(failed.task, is_whole=failed.is_whole)) for failed in page],
        "kept_days": KEPT.days,
        "said": say(refusal, zone=ZONE) if refusal else None,
    }
    return render(request, "console/failures.html", told, status=refusal.status if refusal else 200)
