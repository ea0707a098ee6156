"""What organizers note about a submission: write one, delete one's own."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.errors import Refusal
from challenges.pages.visit import reader
from challenges.submissions.models import SubmissionNote
from challenges.submissions.noting import forget_note, note
from challenges.wording import say
from smartport.console.access import for_organizers
from smartport.console.submission import shown, submission_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def write_note(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """Keep it, and lead back; what cannot be kept is said on the page of the submission."""
    found = submission_or_404(request, submission_id)
    if request.method == "POST":
        try:
            note(found, text=request.POST.get("text", ""), by=reader(request), now=clock.now())
        except Refusal as refusal:
            context = shown(request, found, refusal=refusal)
            return render(request, "console/submission.html", context, status=refusal.status)
    return redirect("console-submission", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def delete_note(request: HttpRequest, note_id: int) -> HttpResponse:
    """Ask, then delete; a second click finds it gone."""
    found = SubmissionNote.objects.select_related("submission__phase__challenge__edition").filter(pk=note_id).first()
    if found is None or not request.user.has_perm("challenges.disqualify", found.submission):
        raise Http404
    context = {
        "question": gettext("Delete this note?"),
        "back": reverse("console-submission", args=[found.submission_id]),
        "consequences": [found.text],
        "undo": gettext("This cannot be undone: the journal keeps that there was a note, not what it said."),
        "is_final": True,
        "deed": gettext("Delete the note"),
    }
    if request.method != "POST":
        return render(request, "console/confirm.html", context)
    try:
        forget_note(found, by=reader(request), now=clock.now())
    except Refusal as refusal:
        said = say(refusal, zone=found.submission.phase.challenge.edition.timezone)
        return render(request, "console/confirm.html", {**context, "said": said}, status=refusal.status)
    messages.success(request, gettext("The note is deleted."))
    return redirect("console-submission", found.submission_id)
