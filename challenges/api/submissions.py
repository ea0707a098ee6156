"""Hand in, follow what becomes of it, and read back what was handed in."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from challenges import clock
from challenges.api.door import Door, unchanged_304
from challenges.api.editions import challenge_asked, phase_asked
from challenges.api.errors import MEMBERS_ONLY, NOT_FOUND, WRITING, errors
from challenges.api.files import DOWNLOAD
from challenges.api.language import LANG
from challenges.api.shape import Shape
from challenges.api.submission_bodies import ReceiptBody, SubmissionBody, SubmissionLine, detail_of, line_of
from challenges.editions.models import Challenge, Phase
from challenges.editions.rules import PhaseClosed, PhaseNotOpen
from challenges.evaluations.cancelling import cancel
from challenges.evaluations.models import Evaluation
from challenges.evaluations.queries import (
    entry_format,
    latest_of,
    latest_of_each,
    visible_receipt,
    visible_scores,
    visible_scores_of_each,
)
from challenges.evaluations.rules import AlreadyEnded, AlreadyRunning
from challenges.serving import serve
from challenges.submissions.actions import Upload, receive_submission
from challenges.submissions.models import Kind, Submission
from challenges.submissions.queries import submissions_of
from challenges.submissions.rules import (
    ArchiveUnacceptable,
    DailyAllowanceUsed,
    FileEmpty,
    FileTooLarge,
    KindNotAccepted,
    NotAMember,
    NothingToScoreWith,
    PredictionsUnacceptable,
    RulesNotAccepted,
    TotalAllowanceUsed,
)
from challenges.teams.models import Team
from challenges.teams.queries import team_of
from challenges.teams.rules import NoTeam

PHASE = OpenApiParameter("phase", description="The address of a phase; by default the one in view.")


@extend_schema_field(OpenApiTypes.BINARY)
class FileContent(serializers.FileField):
    """The bytes of a file; whether they will do is for the rules to say."""


class NewSubmission(Shape):
    file = FileContent(allow_empty_file=True)
    kind = serializers.ChoiceField(Kind.choices)
    message = serializers.CharField(max_length=200, allow_blank=True, default="", help_text="A note to the team.")


class SubmissionsDoor(Door):
    permission_classes = [IsAuthenticated]
    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="list_submissions",
        summary="My team's submissions",
        parameters=[LANG, PHASE],
        responses={200: SubmissionLine(many=True), **errors(*MEMBERS_ONLY, NOT_FOUND, NoTeam)},
    )
    def get(self, request: Request, slug: str) -> Response:
        """In one phase, newest first."""
        challenge = challenge_asked(slug)
        team = _my_team(request, challenge)
        phase = phase_asked(challenge, slug=request.query_params.get("phase"))
        return self.paged(SubmissionLine, _Lines(self, team, phase))

    @extend_schema(
        operation_id="submit",
        summary="Hand in a submission",
        parameters=[LANG, PHASE],
        request={"multipart/form-data": NewSubmission},
        responses={
            201: SubmissionBody,
            **errors(
                *WRITING,
                NOT_FOUND,
                *(NoTeam, NotAMember, PhaseNotOpen, PhaseClosed, RulesNotAccepted, NothingToScoreWith),
                *(DailyAllowanceUsed, TotalAllowanceUsed),
                *(KindNotAccepted, FileEmpty, FileTooLarge, ArchiveUnacceptable, PredictionsUnacceptable),
            ),
        },
    )
    def post(self, request: Request, slug: str) -> Response:
        """A predictions file (CSV) or code (a zip with main.py at its root), in an open phase, for the asker's team.

        What is refused here costs none of the team's allowance.
        """
        challenge = challenge_asked(slug)
        team = _my_team(request, challenge)
        asked = NewSubmission(data=request.data)
        asked.is_valid(raise_exception=True)
        phase = phase_asked(challenge, slug=request.query_params.get("phase"))
        file = asked.validated_data["file"]
        upload = Upload(
            file=file,
            file_name=file.name,
            kind=asked.validated_data["kind"],
            message=asked.validated_data["message"],
            expected=entry_format(phase),
        )
        submission = receive_submission(upload, team=team, phase=phase, by=self.person, now=clock.now())
        return Response(_shown(self, submission), status=201)


@unchanged_304
class SubmissionDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="read_submission",
        summary="One submission",
        parameters=[LANG],
        responses={200: SubmissionBody, 304: None, **errors(*MEMBERS_ONLY, NOT_FOUND)},
    )
    def get(self, request: Request, submission_id: UUID) -> Response:
        """Where it is in the queue, how it ended, its scores. Ask again with If-None-Match."""
        return Response(_shown(self, submission_asked(request, submission_id)))


class Cancelling(Shape):
    only_waiting = serializers.BooleanField(
        default=False, help_text="Refuse (`already_running`) rather than stop what has begun, which would stay counted."
    )


class CancelDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="cancel_submission",
        summary="Cancel a submission",
        parameters=[LANG],
        request=Cancelling,
        responses={200: SubmissionBody, **errors(*WRITING, NOT_FOUND, NotAMember, AlreadyEnded, AlreadyRunning)},
    )
    def post(self, request: Request, submission_id: UUID) -> Response:
        """While it waits this costs nothing: `is_counted` becomes false. While it runs it is stopped and stays counted.

        For the members of its team. Of two who cancel at once, or of a result that comes meanwhile, one is first.
        """
        submission = submission_asked(request, submission_id)
        asked = Cancelling(data=request.data)
        asked.is_valid(raise_exception=True)
        if not request.user.has_perm("challenges.cancel_submission", submission):
            raise NotAMember
        cancel(submission, by=self.person, now=clock.now(), **asked.validated_data)
        return Response(_shown(self, submission_asked(request, submission_id)))


class SubmittedFileDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="download_submission",
        summary="What was handed in",
        parameters=[LANG],
        responses={**DOWNLOAD, **errors(*MEMBERS_ONLY, NOT_FOUND)},
    )
    def get(self, request: Request, submission_id: UUID) -> HttpResponseBase:
        """The very bytes."""
        submission = submission_asked(request, submission_id)
        if not request.user.has_perm("challenges.download_submission", submission):
            raise Http404
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
        summary="The receipt of a submission",
        parameters=[LANG],
        responses={200: ReceiptBody, **errors(*MEMBERS_ONLY, NOT_FOUND)},
    )
    def get(self, request: Request, submission_id: UUID) -> HttpResponseBase:
        """What was evaluated, how and with what result, under one digest; `opening` is null until the private part is
        revealed. 404 where there is none (yet)."""
        evaluation = latest_of(submission_asked(request, submission_id))
        receipt = visible_receipt(evaluation, user=request.user) if evaluation else None
        if receipt is None:
            raise Http404
        return HttpResponse(receipt.to_text(), content_type="application/json")


class _Lines:
    """A team's submissions as a list that is read page by page."""

    def __init__(self, door: Door, team: Team, phase: Phase) -> None:
        self.door = door
        self.submissions = submissions_of(team, phase).select_related("phase__challenge", "by")

    def count(self) -> int:
        return self.submissions.count()

    def __getitem__(self, part: slice) -> list[dict[str, Any]]:
        page = list(self.submissions[part])
        evaluations = latest_of_each(page)
        scores = visible_scores_of_each(evaluations.values(), user=self.door.request.user)
        lines = []
        for submission in page:
            evaluation = evaluations.get(submission.pk)
            found = scores.get(evaluation.pk) if evaluation else None
            lines.append(line_of(submission, evaluation=evaluation, scores=found))
        return lines


def _my_team(request: Request, challenge: Challenge) -> Team:
    team = team_of(request.user, challenge.edition)
    if team is None or not request.user.has_perm("challenges.submit", team):
        raise NoTeam
    return team


def submission_asked(request: Request, submission_id: UUID) -> Submission:
    """Raises Http404 for what is not the asker's to see, as for what is not there."""
    found = (
        Submission.objects.select_related("phase__challenge__edition", "team", "by").filter(pk=submission_id).first()
    )
    if found is None or not request.user.has_perm("challenges.view_submission", found):
        raise Http404
    return found


def _shown(door: Door, submission: Submission) -> Any:
    evaluation: Evaluation | None = latest_of(submission)
    scores = visible_scores(evaluation, user=door.request.user) if evaluation else None
    line = line_of(submission, evaluation=evaluation, scores=scores if scores and scores["public"] else None)
    return door.shaped(SubmissionBody, {**line, **detail_of(evaluation, user=door.request.user, now=clock.now())})
