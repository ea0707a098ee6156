"""The logs of a submission: the end of one that grows, and those that are kept."""

import hashlib
from uuid import UUID

from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request

from challenges import clock
from challenges.api.door import Door, unchanged_304
from challenges.api.errors import MEMBERS_ONLY, NOT_FOUND, errors
from challenges.api.language import LANG
from challenges.api.submissions import submission_asked
from challenges.errors import gettext_noop
from challenges.evaluations.logs import TITLES, printed_bytes
from challenges.evaluations.models import Evaluation
from challenges.evaluations.queries import latest_of
from challenges.evaluations.reading import read_live_log, read_logs
from challenges.evaluations.rules import LogOfHiddenInputs, LogsOff, require_log_shown
from challenges.submissions.models import Kind

TEXT = "text/plain"
ENTRY = "entry"
WHICH = OpenApiParameter(
    "which",
    enum=[*TITLES],
    default=ENTRY,
    description=gettext_noop(
        "`entry`: what the program printed. `public`: what the scorer says to the team. The others are for the "
        "organizers: `hidden`, what the program printed on hidden inputs where its team may not read that, and "
        "`scorer`, what the scorer printed (where it failed, or after the close)."
    ),
)
STATE = OpenApiParameter(
    "Log-State",
    enum=["live", "kept"],
    location=OpenApiParameter.HEADER,
    response=[200],
    description=gettext_noop(
        "`live` while the program runs: the body is then the end of the log so far, 16 KiB at most. `kept` once it has "
        "ended."
    ),
)
SIZE = OpenApiParameter(
    "Log-Size",
    int,
    location=OpenApiParameter.HEADER,
    response=[200],
    description=gettext_noop("How many bytes were printed altogether (so far); of a long log the two ends are kept."),
)


@unchanged_304
class LogDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="read_log",
        summary=gettext_noop("A log of a submission"),
        description=gettext_noop(
            "What the entry writes to stdout and stderr, as it wrote it, while it runs (see `Log-State`) and "
            "afterwards. 404 where there is none (yet). Ask again with If-None-Match: once a second is often enough."
        ),
        parameters=[LANG, WHICH, STATE, SIZE],
        responses={
            (200, TEXT): OpenApiTypes.STR,
            304: None,
            **errors(*MEMBERS_ONLY, NOT_FOUND, LogsOff, LogOfHiddenInputs),
        },
    )
    def get(self, request: Request, submission_id: UUID) -> HttpResponse:
        which = request.query_params.get("which", ENTRY)
        if which not in TITLES:
            raise ValidationError({"which": f"which: {', '.join(TITLES)}"})
        evaluation = latest_of(submission_asked(request, submission_id))
        if evaluation is None:
            raise Http404
        return _answer(request, evaluation, which=which)


def _answer(request: Request, evaluation: Evaluation, *, which: str) -> HttpResponse:
    now = clock.now()
    live = read_live_log(evaluation, user=request.user, now=now) if which == ENTRY else None
    if live:
        return _log(bytes(live.tail), size=live.size, state="live")
    kept = read_logs(evaluation, [which], user=request.user, now=now)
    if kept:
        return _log(kept[which], size=printed_bytes(evaluation, which=which), state="kept")
    if which == ENTRY and evaluation.submission.kind == Kind.CODE:
        require_log_shown(today=evaluation.submission.phase.log_policy, recorded=evaluation.log_policy)
    raise Http404


def _log(body: bytes, *, size: int, state: str) -> HttpResponse:
    """Its ETag is of the size too: a log may grow and end as before."""
    answer = HttpResponse(body, content_type=f"{TEXT}; charset=utf-8")
    answer.headers["Log-State"], answer.headers["Log-Size"] = state, str(size)
    answer.headers["ETag"] = f'"{hashlib.sha256(f"{state} {size} ".encode() + body).hexdigest()[:32]}"'
    return answer
