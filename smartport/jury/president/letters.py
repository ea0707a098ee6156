"""What each team will be told: the jurors' comments, the text that is agreed, and the letter as it will be."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from challenges import clock
from challenges.errors import Refusal
from challenges.jury.feedback import agree_feedback, comment_counts, comments_for, letter, own_scores
from challenges.jury.models import Feedback
from challenges.jury.presiding import FEEDBACK_LENGTH
from challenges.jury.queries import letter_writers
from challenges.pages.visit import reader
from challenges.panels.models import Panel, Stage
from challenges.panels.queries import seat_of, standing_candidates
from challenges.wording import say
from smartport.jury.president.access import for_readers
from smartport.jury.president.results import frame

STAGES = (Stage.DELIBERATION, Stage.LOCKED)


@require_safe
@for_readers
def feedback(request: HttpRequest, panel: Panel) -> HttpResponse:
    """A line a project: how many comments there are, and whether its text is agreed; of one that is another's to
    write, whose."""
    _require_stage(panel)
    own = seat_of(reader(request), panel)
    if own is None:
        raise Http404
    counts = comment_counts(panel)
    kept = {one.candidate_id: one for one in Feedback.objects.filter(candidate__panel=panel)}
    writers = letter_writers(panel, list(standing_candidates(panel)))
    rows = [(one, counts.get(one.pk, 0), kept.get(one.pk), writer, writer == own) for one, writer in writers.items()]
    agreed = sum(1 for row in rows if row[2] and row[2].agreed_at)
    context = {**frame(request, panel, here="feedback"), "rows": rows, "agreed": agreed}
    return render(request, "jury/president/feedback.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def feedback_letter(request: HttpRequest, panel: Panel, candidate_id: UUID) -> HttpResponse:
    """One of them: the text is written beside the comments, and the letter is shown as the team will read it."""
    _require_stage(panel)
    candidate = standing_candidates(panel).filter(pk=candidate_id).first()
    writer = letter_writers(panel, [candidate])[candidate] if candidate else None
    if candidate is None or writer is None or writer.user_id != reader(request).pk:
        raise Http404
    candidate.panel = panel
    refusal = None
    typed = request.POST.get("text", "")
    if request.method == "POST":
        try:
            seen = request.POST.get("seen", "")
            agreed = agree_feedback(candidate, text=typed, seen=seen, by=reader(request), now=clock.now())
            said = gettext("Agreed: the letter goes out with the publication.")
            messages.success(
                request, said if agreed.agreed_at else gettext("Kept without a text: this team gets no letter.")
            )
            return redirect("jury-feedback-letter", panel.pk, candidate.pk)
        except Refusal as refused:
            refusal = refused
    kept = Feedback.objects.filter(candidate=candidate).first()
    text = kept.text if kept else ""
    score = own_scores(panel).get(candidate.code)
    is_named = panel.stage == Stage.LOCKED
    context = {
        **frame(request, panel, here="feedback"),
        "candidate": candidate,
        "kept": kept,
        "comments": comments_for(candidate),
        "text": typed if refusal else text,
        "seen": text,
        "letter": letter(candidate, text=text, score=score, is_named=is_named),
        "score": score,
        "longest": FEEDBACK_LENGTH,
        "refusal": refusal,
        "said": say(refusal, zone=panel.edition.timezone) if refusal else None,
    }
    return render(request, "jury/president/feedback_letter.html", context, status=refusal.status if refusal else 200)


def _require_stage(panel: Panel) -> None:
    if panel.stage not in STAGES:
        raise Http404
