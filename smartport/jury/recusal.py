"""A juror leaves a project: asked first, for it cannot be undone."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from challenges.errors import Refusal
from challenges.jury.queries import assignment_of
from challenges.jury.replacing import recuse_juror
from challenges.jury.rules import REASON_LENGTH
from challenges.pages.visit import reader
from challenges.panels.models import Relation
from challenges.wording import say
from smartport.jury.access import Sitting, for_judges


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_judges
def recusal(request: HttpRequest, sitting: Sitting, project_code: str) -> HttpResponse:
    """Ask for the relation and the reason; a second yes finds it done."""
    found = assignment_of(sitting.juror, project_code)
    if found is None:
        if request.method == "POST" and sitting.juror.recusals.filter(candidate__code=project_code).exists():
            return redirect("jury-desk", sitting.panel.pk)
        raise Http404
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            recuse_juror(
                sitting.juror,
                found.candidate,
                relation=request.POST.get("relation", ""),
                reason=request.POST.get("reason", ""),
                by=reader(request),
                now=sitting.now,
            )
        except Refusal as no:
            refusal = no
        else:
            told = gettext("You no longer judge project %(code)s. The organizers are told.")
            messages.success(request, told % {"code": project_code})
            return redirect("jury-desk", sitting.panel.pk)
    ballot = getattr(found, "ballot", None)
    context = {
        "sitting": sitting,
        "code": project_code,
        "relations": Relation.choices,
        "relation": request.POST.get("relation", ""),
        "reason": request.POST.get("reason", ""),
        "reason_length": REASON_LENGTH,
        "is_cast": ballot is not None and ballot.cast_at is not None,
        "refusal": refusal,
        "said": say(refusal, zone=sitting.edition.timezone) if refusal else None,
    }
    return render(request, "jury/recuse.html", context, status=refusal.status if refusal else 200)
