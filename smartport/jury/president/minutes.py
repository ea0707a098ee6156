"""The minutes as a page to print, and as a paper in French or Arabic."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from challenges import clock
from challenges.panels.models import Panel, Stage
from datasets.risk.fonts import FontsMissing
from smartport.jury.president.access import for_readers
from smartport.jury.president.minutes_pdf import minutes_pdf
from smartport.jury.president.minutes_told import tell
from smartport.jury.president.results import frame

LANGUAGES = ("fr", "ar")
STAGES = (Stage.DELIBERATION, Stage.LOCKED)


@require_safe
@for_readers
def minutes(request: HttpRequest, panel: Panel) -> HttpResponse:
    """In the reader's language."""
    _require_stage(panel)
    context = {**frame(request, panel, here="minutes"), "told": tell(panel)}
    return render(request, "jury/president/minutes.html", context)


@require_safe
@for_readers
def minutes_paper(request: HttpRequest, panel: Panel, language: str) -> HttpResponse:
    """To be signed and filed."""
    _require_stage(panel)
    if language not in LANGUAGES:
        raise Http404
    try:
        content = minutes_pdf(panel, language=language, at=clock.now().astimezone(panel.edition.timezone).date())
    except FontsMissing:
        context = frame(request, panel, here="minutes")
        return render(request, "jury/president/no_fonts.html", context, status=503)
    headers = {"Content-Disposition": f'attachment; filename="minutes-{language}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _require_stage(panel: Panel) -> None:
    if panel.stage not in STAGES:
        raise Http404
