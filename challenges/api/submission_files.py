"""What was handed in, and its receipt, as files."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request

from challenges import clock
from challenges.api.door import Door
from challenges.api.errors import MEMBERS_ONLY, NOT_FOUND, errors
from challenges.api.files import DOWNLOAD
from challenges.api.language import LANG
from challenges.api.submission_bodies import ReceiptBody
from challenges.api.submissions import submission_asked
from challenges.errors import gettext_noop
from challenges.evaluations.queries import latest_of, visible_receipt
from challenges.serving import serve
from challenges.submissions.actions import note_download


class SubmittedFileDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="download_submission",
        summary=gettext_noop("What was handed in"),
        description=gettext_noop("The very bytes."),
        parameters=[LANG],
        responses={**DOWNLOAD, **errors(*MEMBERS_ONLY, NOT_FOUND)},
    )
    def get(self, request: Request, submission_id: UUID) -> HttpResponseBase:
        submission = submission_asked(request, submission_id)
        if not request.user.has_perm("challenges.download_submission", submission):
            raise Http404
        if request.method == "GET":
            note_download(submission, by=self.person, now=clock.now())
        return serve(
            request._request,
            submission.content,
            sha256=submission.sha256,
            size=submission.size,
            name=submission.file_name,
        )


class ReceiptDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="read_receipt",
        summary=gettext_noop("The receipt of a submission"),
        description=gettext_noop(
            "What was evaluated, how and with what result, under one digest; `opening` is null until the private part "
            "is revealed. 404 where there is none (yet)."
        ),
        parameters=[LANG],
        responses={200: ReceiptBody, **errors(*MEMBERS_ONLY, NOT_FOUND)},
    )
    def get(self, request: Request, submission_id: UUID) -> HttpResponseBase:
        evaluation = latest_of(submission_asked(request, submission_id))
        receipt = visible_receipt(evaluation, user=request.user) if evaluation else None
        if receipt is None:
            raise Http404
        return HttpResponse(receipt.to_text(), content_type="application/json")
