"""What a team does with a submission that is there: choose it, note something beside it, hand it in again."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.editions.models import Phase
from challenges.editions.rules import is_open
from challenges.errors import Refusal
from challenges.evaluations.choosing import choose, take_back
from challenges.evaluations.queries import entry_format
from challenges.faults import listed, said_of
from challenges.pages.submission import visible_submission, visit_of
from challenges.pages.submitting import key_of
from challenges.pages.visit import reader
from challenges.submissions.actions import Again, annotate, hand_in_again
from challenges.submissions.models import Submission
from challenges.submissions.queries import allowance, limits_of, phase_to_hand_in_again
from challenges.submissions.rules import MOST_TAGS, TAG_LENGTH, EntryFormat, split_tags
from challenges.wording import say


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def choose_submission(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """Choose it, or take the choice back, and say so; a refusal is said on its page."""
    found = _own(request, submission_id, permission="challenges.choose_submission")
    if request.method != "POST":
        return redirect("submission", found.pk)
    try:
        if request.POST.get("deed") == "back":
            take_back(found, by=reader(request), now=clock.now())
            messages.success(request, gettext("This submission is no longer chosen."))
        else:
            choose(found, by=reader(request), now=clock.now())
            messages.success(request, gettext("Chosen: this submission counts at the close."))
    except Refusal as refusal:
        said = say(refusal, zone=found.phase.challenge.edition.timezone)
        messages.error(request, f"{said.message} {said.hint}".strip())
    return redirect("submission", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def submission_notes(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """The note and the tags, to change."""
    found = _own(request, submission_id, permission="challenges.annotate_submission")
    message, tags = found.message, ", ".join(found.tags)
    refusal = None
    if request.method == "POST":
        message, tags = request.POST.get("message", ""), request.POST.get("tags", "")
        try:
            annotate(found, message=message, tags=split_tags(tags), by=reader(request), now=clock.now())
            messages.success(request, gettext("The note and the tags are kept."))
            return redirect("submission", found.pk)
        except Refusal as refused:
            refusal = refused
    context = {"visit": visit_of(request, found), "submission": found, "message": message, "tags": tags}
    context |= {"refusal": refusal, "most_tags": MOST_TAGS, "tag_length": TAG_LENGTH}
    if refusal:
        context["said"] = say(refusal, zone=found.phase.challenge.edition.timezone)
    status = refusal.status if refusal else 200
    return render(request, "challenges/submissions/notes.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def submit_again(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """Ask, saying what is left, then hand the same file in once more."""
    found = _own(request, submission_id, permission="challenges.copy_submission")
    phase = phase_to_hand_in_again(found, now=clock.now())
    expected = entry_format(phase)
    if request.method != "POST":
        return _ask(request, found, phase=phase)
    again = Again(
        former=found,
        message=request.POST.get("message", ""),
        tags=tuple(split_tags(request.POST.get("tags", ""))),
        key=key_of(request),
        expected=expected,
    )
    try:
        made = hand_in_again(again, phase=phase, by=reader(request), now=clock.arrival(request))
    except Refusal as refusal:
        return _ask(request, found, phase=phase, refusal=refusal, expected=expected)
    return redirect("submission", made.pk)


def _own(request: HttpRequest, submission_id: UUID, *, permission: str) -> Submission:
    found = visible_submission(request, submission_id)
    if not request.user.has_perm(permission, found):
        raise Http404
    return found


def _ask(
    request: HttpRequest,
    found: Submission,
    *,
    phase: Phase,
    refusal: Refusal | None = None,
    expected: EntryFormat | None = None,
) -> HttpResponse:
    visit = visit_of(request, found)
    header = expected.predictions.header if expected and expected.predictions else ()
    context: dict[str, object] = {
        "visit": visit,
        "submission": found,
        "phase": phase,
        "is_open": is_open(phase.opens_at, phase.closes_at, visit.now),
        "message": request.POST.get("message", found.message),
        "tags": request.POST.get("tags", ", ".join(found.tags)),
        "key": uuid4(),
        "left": allowance(found.team, phase, now=visit.now),
        "limits": limits_of(phase),
        "refusal": refusal,
        "faults": listed(refusal, header=header),
    }
    if refusal:
        context["said"] = said_of(refusal, zone=visit.edition.timezone)
    status = refusal.status if refusal else 200
    return render(request, "challenges/submissions/again.html", context, status=status)
