"""The place to hand in: the form, what a check finds, and what comes of handing in."""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.core.files.base import ContentFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.editions.models import Phase
from challenges.errors import Refusal
from challenges.evaluations.queries import entry_format
from challenges.faults import Listed, listed, member_at_fault, said_of
from challenges.pages.visit import Visit, reader, visit
from challenges.submissions.actions import Upload, receive_submission
from challenges.submissions.checking import Checked, check_entry, obstacle_for
from challenges.submissions.inspection import sha256_of
from challenges.submissions.models import Submission
from challenges.submissions.queries import allowance, limits_of, same_file
from challenges.submissions.rules import (
    CODE,
    LARGEST,
    MEBIBYTE,
    PREDICTIONS,
    ArchiveUnacceptable,
    EntryFormat,
    kind_of,
    split_tags,
)
from challenges.teams.models import Team
from challenges.wording import Said


@dataclass(frozen=True)
class Answer:
    """What is said above the form: a refusal with its faults, what a check found, or the same file from before."""

    refusal: Refusal | None = None
    said: Said | None = None
    faults: Listed = field(default_factory=Listed)
    member: str | None = None
    checked: Checked | None = None
    obstacle: Said | None = None
    former: Submission | None = None

    @property
    def status(self) -> int:
        if self.refusal:
            return self.refusal.status
        return 409 if self.former else 200


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def submit(request: HttpRequest, slug: str) -> HttpResponse:
    """The form, and what comes of it: the page of the new submission, every fault at once, or what a check found."""
    seen = visit(request, slug)
    expected = entry_format(seen.phase) if seen.phase else None
    if request.method != "POST":
        return _form(request, seen, expected=expected)
    if seen.team is None or seen.phase is None:
        raise Http404
    arrived_at = clock.arrival(request)
    try:
        upload = _upload(request, expected=expected)
        if request.POST.get("deed") == "check":
            checked = check_entry(upload, team=seen.team, phase=seen.phase, by=reader(request), now=arrived_at)
            return _form(request, seen, expected=expected, answer=_found(checked, seen))
        obstacle = obstacle_for(seen.team, seen.phase, by=reader(request), now=arrived_at)
        if not obstacle and (former := _former(upload, team=seen.team, phase=seen.phase)):
            return _form(request, seen, expected=expected, answer=Answer(former=former))
        made = receive_submission(upload, team=seen.team, phase=seen.phase, by=reader(request), now=arrived_at)
    except Refusal as refusal:
        return _form(request, seen, expected=expected, answer=_refused(refusal, seen, expected=expected))
    return redirect("submission", made.pk)


def key_of(request: HttpRequest) -> UUID | None:
    """What the form calls this attempt; what is no key is none."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return None


def _upload(request: HttpRequest, *, expected: EntryFormat | None) -> Upload:
    file = request.FILES.get("file") or ContentFile(b"", name="")
    name = file.name or ""
    return Upload(
        file=file,
        file_name=name,
        kind=request.POST.get("kind") or kind_of(name, accepted=expected.kinds if expected else (PREDICTIONS,)),
        message=request.POST.get("message", "").strip(),
        tags=tuple(split_tags(request.POST.get("tags", ""))),
        key=key_of(request),
        expected=expected,
    )


def _former(upload: Upload, *, team: Team, phase: Phase) -> Submission | None:
    """The same file from before, unless it is this very form that sent it."""
    if not upload.file.size:
        return None
    former = same_file(team, phase, sha256=sha256_of(upload.file))
    return None if former is None or (upload.key and former.request_key == upload.key) else former


def _found(checked: Checked, seen: Visit) -> Answer:
    obstacle = said_of(checked.obstacle, zone=seen.edition.timezone) if checked.obstacle else None
    return Answer(checked=checked, obstacle=obstacle)


def _refused(refusal: Refusal, seen: Visit, *, expected: EntryFormat | None) -> Answer:
    header = expected.predictions.header if expected and expected.predictions else ()
    return Answer(
        refusal=refusal,
        said=said_of(refusal, zone=seen.edition.timezone),
        faults=listed(refusal, header=header),
        member=_member(refusal),
    )


def _form(
    request: HttpRequest, seen: Visit, *, expected: EntryFormat | None, answer: Answer | None = None
) -> HttpResponse:
    answer = answer or Answer()
    context: dict[str, object] = {
        "visit": seen,
        "format": expected,
        "kind": request.POST.get("kind", ""),
        "message": request.POST.get("message", ""),
        "tags": request.POST.get("tags", ""),
        "key": uuid4(),
        "largest": {kind: size // MEBIBYTE for kind, size in LARGEST.items()},
        "limits_in_bytes": LARGEST,
        "code": CODE,
        "refusal": answer.refusal,
        "said": answer.said,
        "faults": answer.faults,
        "member": answer.member,
        "answer": answer,
    }
    if seen.team and seen.phase:
        context |= {"left": allowance(seen.team, seen.phase, now=seen.now), "limits": limits_of(seen.phase)}
    return render(request, "challenges/submissions/submit.html", context, status=answer.status)


def _member(refusal: Refusal) -> str | None:
    """The file in the archive for which it is refused."""
    return member_at_fault(str(refusal.details["text"])) if isinstance(refusal, ArchiveUnacceptable) else None
