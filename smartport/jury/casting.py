"""The ballot as a whole, before it counts for good."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from challenges.errors import Refusal
from challenges.jury.actions import cast_ballot, draft_of, scales_of
from challenges.jury.models import Assignment, Ballot, Round
from challenges.jury.queries import assignment_of, closes_at
from challenges.jury.rules import require_complete
from challenges.pages.visit import reader
from smartport.jury.access import Sitting, for_judges
from smartport.jury.ballot import number, refused, why_gone
from smartport.jury.questions import questions_of
from smartport.jury.reading import title_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_judges
def cast(request: HttpRequest, sitting: Sitting, project_code: str) -> HttpResponse:
    """Ask; cast on a yes. What is still missing is said on the project's page."""
    found = assignment_of(sitting.juror, project_code)
    if found is None and request.method != "POST":
        raise Http404
    try:
        if found is None:
            raise why_gone(sitting, project_code)
        if request.method == "POST":
            cast_ballot(found, seen=number(request, "version"), by=reader(request), now=sitting.now)
            messages.success(request, gettext("Your ballot is cast. Thank you."))
            return redirect("jury-project", sitting.panel.pk, project_code)
        return _asked(request, sitting, found)
    except Refusal as refusal:
        return refused(request, sitting, found, refusal=refusal)


def _asked(request: HttpRequest, sitting: Sitting, found: Assignment) -> HttpResponse:
    """Raises GradesMissing."""
    kept = Ballot.objects.filter(assignment=found).first()
    if kept is not None and kept.cast_at:
        return redirect("jury-project", sitting.panel.pk, found.candidate.code)
    draft = draft_of(kept)
    require_complete(draft.grades, scales_of(sitting.panel))
    context = {
        "sitting": sitting,
        "code": found.candidate.code,
        "title": title_of(found),
        "ballot": kept,
        "draft": draft,
        "questions": questions_of(sitting.panel, draft),
        "closes_at": closes_at(sitting.panel, Round(found.round)),
    }
    return render(request, "jury/cast.html", context)
