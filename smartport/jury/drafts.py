"""What a page sends by itself while a juror writes: kept as a draft, answered in a few words."""

from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from challenges.errors import Refusal
from challenges.jury.actions import draft_of
from challenges.jury.models import Assignment, Ballot
from challenges.jury.queries import assignment_of
from challenges.jury.rules import DraftChangedElsewhere
from challenges.wording import say
from smartport.jury.access import Sitting, for_judges
from smartport.jury.ballot import save_sent, sent_draft, why_gone
from smartport.jury.questions import GRADE, clash_of


@require_POST
@never_cache
@for_judges
def draft(request: HttpRequest, sitting: Sitting, project_code: str) -> JsonResponse:
    """The version it has now and the hour; or why not and, where another window was quicker, both texts."""
    found = assignment_of(sitting.juror, project_code)
    try:
        if found is None:
            raise why_gone(sitting, project_code)
        kept = save_sent(request, sitting, found)
    except Refusal as refusal:
        return JsonResponse(_told(request, sitting, found, refusal), status=refusal.status)
    hour = f"{kept.saved_at.astimezone(sitting.edition.timezone):%H:%M:%S}"
    return JsonResponse({"version": kept.version, "saved_at": hour})


def _told(request: HttpRequest, sitting: Sitting, found: Assignment | None, refusal: Refusal) -> dict[str, object]:
    said = say(refusal, zone=sitting.edition.timezone)
    told: dict[str, object] = {"code": refusal.code, "message": said.message, "hint": said.hint}
    kept = Ballot.objects.filter(assignment=found).first() if found else None
    if kept is None or not isinstance(refusal, DraftChangedElsewhere):
        return told
    saved = draft_of(kept)
    clash = clash_of(sitting.panel, saved, sent_draft(request))
    fields = {f"{GRADE}{key}": str(grade) for key, grade in saved.grades.items()}
    return {
        **told,
        "kept_version": kept.version,
        "kept": {**fields, "to_team": saved.to_team, "to_jury": saved.to_jury},
        "clash": render_to_string("jury/_clash.html", {"clash": clash, "said": said}, request),
    }
