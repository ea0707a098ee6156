"""The copy to keep: the whole edition as a folder that opens without a server, asked for here and made by a worker."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from challenges import clock
from challenges.editions.models import Edition
from challenges.editions.queries import current_edition
from challenges.errors import Refusal
from challenges.pages.visit import reader
from challenges.results.models import Keepsake, KeepsakeState
from challenges.wording import say
from smartport.console.access import edition_or_404, for_the_stage
from smartport.keepsake.asking import UNDER_WAY, ask_keepsake, keepsakes_of, refusal_said
from smartport.keepsake.making import folder_name
from smartport.keepsake.rules import KEPT_FOR

PATIENCE = 2  # seconds between two looks at one that is being made
STEPS = {
    "walk": gettext_lazy("Reading the pages as everybody sees them"),
    "write": gettext_lazy("Writing the pages into the folder"),
    "pack": gettext_lazy("Packing the folder"),
    "keep": gettext_lazy("Putting it away"),
}
SHARES = {"walk": (0, 60), "write": (60, 30), "pack": (90, 6), "keep": (96, 4)}
"""Of 100: where each step begins, and how much of all it is."""


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_stage
@vary_on_headers("HX-Request")
def keepsake(request: HttpRequest, edition: str) -> HttpResponse:
    """What there is, how far one is that is being made (that part alone where it is asked for); POST asks for one."""
    found = edition_or_404(edition)
    said, status = None, 200
    if request.method == "POST":
        try:
            ask_keepsake(found, by=reader(request), now=clock.now())
            return redirect("console-keepsake", edition)
        except Refusal as refusal:
            said, status = say(refusal, zone=found.timezone), refusal.status
    told = _told(found)
    if "HX-Request" in request.headers:
        if told["under_way"] is None:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return render(request, "console/_keepsake.html", told)
    return render(request, "console/keepsake.html", {**told, "said": said}, status=status)


@require_safe
@for_the_stage
def keepsake_file(request: HttpRequest, edition: str, keepsake_id: UUID) -> HttpResponseBase:
    """The ZIP, as long as it is kept."""
    found = edition_or_404(edition)
    kept = keepsakes_of(found).filter(pk=keepsake_id, state=KeepsakeState.READY).first()
    if kept is None or kept.finished_at is None:
        raise Http404
    try:
        content = kept.content.open("rb")
    except OSError as error:
        raise Http404 from error
    name = f"{folder_name(found, now=kept.finished_at)}.zip"
    answer = FileResponse(content, as_attachment=True, filename=name, content_type="application/zip")
    add_never_cache_headers(answer)
    return answer


def _told(edition: Edition) -> dict[str, Any]:
    rows = list(keepsakes_of(edition)[:10])
    under_way = next((row for row in rows if row.state in UNDER_WAY), None)
    ready = next((row for row in rows if row.state == KeepsakeState.READY), None)
    failed = rows[0] if rows and rows[0].state == KeepsakeState.FAILED else None
    return {
        "edition": edition,
        "under_way": under_way,
        "ready": ready,
        "thrown_away_at": ready.finished_at + KEPT_FOR if ready and ready.finished_at else None,
        "failed": refusal_said(failed) if failed else None,
        "is_shown": current_edition() == edition,
        "percent": _percent(under_way) if under_way else 0,
        "step": STEPS.get(under_way.step, "") if under_way else "",
        "patience": PATIENCE,
    }


def _percent(keepsake: Keepsake) -> int:
    begins, share = SHARES.get(keepsake.step, (0, 0))
    return begins + (share * keepsake.done // keepsake.known if keepsake.known else 0)
