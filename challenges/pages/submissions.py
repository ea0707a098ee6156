"""What the reader's team handed in, and the place to hand in."""

from django.contrib.auth.decorators import login_required
from django.core.files.base import ContentFile
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from challenges.editions.models import Phase
from challenges.errors import Refusal
from challenges.evaluations.queries import entry_format, latest_of_each, public_scores_of_each
from challenges.faults import Listed, listed, member_at_fault, said_of
from challenges.leaderboards.queries import columns_of
from challenges.pages.visit import Visit, reader, visit
from challenges.submissions.actions import Upload, receive_submission
from challenges.submissions.queries import allowance, limits_of, submissions_of
from challenges.submissions.rules import CODE, LARGEST, MEBIBYTE, ArchiveUnacceptable, EntryFormat
from challenges.teams.models import Team
from challenges.wording import Said

A_PAGE = 25


@require_safe
@login_required
def submissions(request: HttpRequest, slug: str) -> HttpResponse:
    """The team's submissions, newest first, with state and public score."""
    seen = visit(request, slug)
    context: dict[str, object] = {"visit": seen}
    if seen.team and seen.phase:
        context |= _page_of(request, seen, team=seen.team, phase=seen.phase)
    return render(request, "challenges/submissions/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def submit(request: HttpRequest, slug: str) -> HttpResponse:
    """The form, and what comes of it: the page of the new submission, or every fault at once."""
    seen = visit(request, slug)
    expected = entry_format(seen.phase) if seen.phase else None
    if request.method != "POST":
        return _form(request, seen, expected=expected)
    if seen.team is None or seen.phase is None:
        raise Http404
    try:
        upload = _upload(request, expected=expected)
        made = receive_submission(upload, team=seen.team, phase=seen.phase, by=reader(request), now=seen.now)
    except Refusal as refusal:
        said = said_of(refusal, zone=seen.edition.timezone)
        return _form(request, seen, expected=expected, refusal=refusal, said=said)
    return redirect("submission", made.pk)


def _page_of(request: HttpRequest, seen: Visit, *, team: Team, phase: Phase) -> dict[str, object]:
    page = Paginator(submissions_of(team, phase), A_PAGE).get_page(request.GET.get("page"))
    evaluations = latest_of_each(page.object_list)
    columns = columns_of(phase)
    scores = public_scores_of_each(evaluations.values())
    rows = [
        (submission, evaluation, scores.get(evaluation.pk, {}) if evaluation else {})
        for submission in page.object_list
        for evaluation in [evaluations.get(submission.pk)]
    ]
    primary = next((column for column in columns if column["primary"]), None)
    return {
        "page": page,
        "rows": rows,
        "column": primary,
        "left": allowance(team, phase, now=seen.now),
        "limits": limits_of(phase),
    }


def _upload(request: HttpRequest, *, expected: EntryFormat | None) -> Upload:
    file = request.FILES.get("file") or ContentFile(b"", name="")
    return Upload(
        file=file,
        file_name=file.name or "",
        kind=request.POST.get("kind", ""),
        message=request.POST.get("message", "").strip(),
        expected=expected,
    )


def _form(
    request: HttpRequest,
    seen: Visit,
    *,
    expected: EntryFormat | None,
    refusal: Refusal | None = None,
    said: Said | None = None,
) -> HttpResponse:
    faults: Listed = listed(refusal, header=expected.predictions.header if expected and expected.predictions else ())
    context: dict[str, object] = {
        "visit": seen,
        "format": expected,
        "kind": request.POST.get("kind") or (expected.kinds[0] if expected else ""),
        "message": request.POST.get("message", ""),
        "largest": {kind: size // MEBIBYTE for kind, size in LARGEST.items()},
        "code": CODE,
        "refusal": refusal,
        "said": said,
        "faults": faults,
        "member": _member(refusal),
    }
    if seen.team and seen.phase:
        context |= {"left": allowance(seen.team, seen.phase, now=seen.now), "limits": limits_of(seen.phase)}
    status = refusal.status if refusal else 200
    return render(request, "challenges/submissions/submit.html", context, status=status)


def _member(refusal: Refusal | None) -> str | None:
    """The file in the archive for which it is refused."""
    return member_at_fault(str(refusal.details["text"])) if isinstance(refusal, ArchiveUnacceptable) else None
