"""Hand in, follow what becomes of it, and read back what was handed in."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.http import Http404
from django.utils.http import parse_etags
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from challenges import clock
from challenges.api.door import Door, unchanged_304
from challenges.api.editions import challenge_asked, phase_asked
from challenges.api.errors import MEMBERS_ONLY, NOT_FOUND, WRITING, errors
from challenges.api.handing_in import KEY, UNACCEPTABLE, NewSubmission, Notes, tags_of, upload_of
from challenges.api.language import LANG
from challenges.api.scopes import SUBMIT
from challenges.api.shape import Shape
from challenges.api.submission_bodies import SubmissionBody, SubmissionLine
from challenges.api.submission_facts import beside, detail_of, line_of, moving_etag
from challenges.editions.models import Challenge, Phase
from challenges.editions.rules import PhaseClosed, PhaseNotOpen
from challenges.errors import gettext_noop
from challenges.evaluations.cancelling import cancel
from challenges.evaluations.logbook import Logged, logbook
from challenges.evaluations.models import Evaluation, State
from challenges.evaluations.queries import (
    latest_of,
    latest_of_each,
    visible_scores,
    visible_scores_of_each,
)
from challenges.evaluations.rules import AlreadyEnded, AlreadyRunning
from challenges.leaderboards.own_submissions import ORDERS, Asked, asked_of, narrowed
from challenges.leaderboards.queries import columns_of
from challenges.submissions.actions import annotate, receive_submission
from challenges.submissions.allowance_rules import DailyAllowanceUsed, TooSoon, TotalAllowanceUsed
from challenges.submissions.models import Submission
from challenges.submissions.queries import submissions_of
from challenges.submissions.rules import NotAMember, RulesNotAccepted, TagsUnusable
from challenges.teams.models import Team
from challenges.teams.queries import team_of
from challenges.teams.rules import NoTeam

PHASE = OpenApiParameter("phase", description=gettext_noop("The address of a phase; by default the one in view."))
FILTERS = [
    OpenApiParameter("state", enum=[*State.values], description=gettext_noop("Only those that are there.")),
    OpenApiParameter(
        "tag", description=gettext_noop("Only those with this tag; case, accents and Arabic letter forms are one.")
    ),
    OpenApiParameter(
        "search", description=gettext_noop("Only those with these words in note, tags or file name; folded alike.")
    ),
    OpenApiParameter(
        "sort", enum=[*ORDERS], default=ORDERS[0], description=gettext_noop("Best and worst by the public score.")
    ),
]


class SubmissionsDoor(Door):
    scope = SUBMIT
    permission_classes = [IsAuthenticated]
    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="list_submissions",
        summary=gettext_noop("My team's submissions"),
        description=gettext_noop("In one phase, newest first."),
        parameters=[LANG, PHASE, *FILTERS],
        responses={200: SubmissionLine(many=True), **errors(*MEMBERS_ONLY, NOT_FOUND, NoTeam)},
    )
    def get(self, request: Request, slug: str) -> Response:
        challenge = challenge_asked(slug)
        team = team_asked(request, challenge)
        phase = phase_asked(challenge, slug=request.query_params.get("phase"))
        _require_known(request, "state", known=State.values)
        _require_known(request, "sort", known=ORDERS)
        asked = asked_of(request.query_params, text="search")
        return self.paged(SubmissionLine, _Lines(self, team, phase, asked=asked))

    @extend_schema(
        operation_id="submit",
        summary=gettext_noop("Hand in a submission"),
        description=gettext_noop(
            "A predictions file (CSV) or code (a zip with main.py at its root), in an open phase, for the asker's "
            "team. What is refused here costs none of the team's allowance."
        ),
        parameters=[LANG, PHASE, KEY],
        request={"multipart/form-data": NewSubmission},
        responses={
            201: SubmissionBody,
            **errors(
                *WRITING,
                NOT_FOUND,
                *(NoTeam, NotAMember, PhaseNotOpen, PhaseClosed, RulesNotAccepted),
                *(DailyAllowanceUsed, TotalAllowanceUsed, TooSoon),
                *UNACCEPTABLE,
            ),
        },
    )
    def post(self, request: Request, slug: str) -> Response:
        challenge = challenge_asked(slug)
        team = team_asked(request, challenge)
        phase = phase_asked(challenge, slug=request.query_params.get("phase"))
        upload = upload_of(request, phase=phase)
        now = clock.arrival(request)
        submission = receive_submission(upload, team=team, phase=phase, by=self.person, now=now)
        return Response(shown(self, submission, is_new=upload.key is None), status=201)


@unchanged_304
class SubmissionDoor(Door):
    scope = SUBMIT
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="read_submission",
        summary=gettext_noop("One submission"),
        description=gettext_noop("Where it is in the queue, how it ended, its scores. Ask again with If-None-Match."),
        parameters=[LANG],
        responses={200: SubmissionBody, 304: None, **errors(*MEMBERS_ONLY, NOT_FOUND)},
    )
    def get(self, request: Request, submission_id: UUID) -> Response:
        submission = submission_asked(request, submission_id)
        prefetch_related_objects([submission], "disqualifications")
        etag = moving_etag(submission, latest_of(submission), user=request.user, language=self.language)
        if etag and etag in parse_etags(request.headers.get("If-None-Match", "")):
            return Response(status=304, headers={"ETag": etag})
        return Response(shown(self, submission), headers={"ETag": etag} if etag else None)

    @extend_schema(
        operation_id="annotate_submission",
        summary=gettext_noop("Change the note and the tags"),
        description=gettext_noop("What is left out stays. For the members of its team, whatever the hour."),
        parameters=[LANG],
        request=Notes,
        responses={200: SubmissionBody, **errors(*WRITING, NOT_FOUND, NotAMember, TagsUnusable)},
    )
    def patch(self, request: Request, submission_id: UUID) -> Response:
        submission = submission_asked(request, submission_id)
        asked = Notes(data=request.data)
        asked.is_valid(raise_exception=True)
        if not request.user.has_perm("challenges.annotate_submission", submission):
            raise NotAMember
        message, tags = asked.validated_data.get("message"), tags_of(asked.validated_data)
        annotate(submission, message=message, tags=tags, by=self.person, now=clock.now())
        return Response(shown(self, submission))


class Cancelling(Shape):
    only_waiting = serializers.BooleanField(
        default=False,
        help_text=gettext_noop("Refuse (`already_running`) rather than stop what has begun, which would stay counted."),
    )


class CancelDoor(Door):
    scope = SUBMIT
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="cancel_submission",
        summary=gettext_noop("Cancel a submission"),
        description=gettext_noop(
            "While it waits this costs nothing: `is_counted` becomes false. While it runs it is stopped and stays "
            "counted. For the members of its team. Of two who cancel at once, or of a result that comes meanwhile, one "
            "is first."
        ),
        parameters=[LANG],
        request=Cancelling,
        responses={200: SubmissionBody, **errors(*WRITING, NOT_FOUND, NotAMember, AlreadyEnded, AlreadyRunning)},
    )
    def post(self, request: Request, submission_id: UUID) -> Response:
        submission = submission_asked(request, submission_id)
        asked = Cancelling(data=request.data)
        asked.is_valid(raise_exception=True)
        if not request.user.has_perm("challenges.cancel_submission", submission):
            raise NotAMember
        cancel(submission, by=self.person, now=clock.now(), **asked.validated_data)
        return Response(shown(self, submission_asked(request, submission_id)))


class _Lines:
    """A team's submissions as a list that is read page by page; the logbook is only opened for who looks for something
    in it."""

    def __init__(self, door: Door, team: Team, phase: Phase, *, asked: Asked) -> None:
        self.door = door
        rows = submissions_of(team, phase).select_related("phase__challenge", "by", "selection__by")
        self.rows = rows.prefetch_related("disqualifications")
        self.found: list[Logged] | None = None
        if asked != Asked():
            self.found = narrowed(logbook(team, phase), asked, columns=columns_of(phase))

    def count(self) -> int:
        return self.rows.count() if self.found is None else len(self.found)

    def _page(self, part: slice) -> list[Submission]:
        if self.found is None:
            return list(self.rows[part])
        asked = [line.id for line in self.found[part]]
        rows = self.rows.in_bulk(asked)
        return [rows[key] for key in asked if key in rows]

    def __getitem__(self, part: slice) -> list[dict[str, Any]]:
        page = self._page(part)
        evaluations = latest_of_each(page)
        scores = visible_scores_of_each(evaluations.values(), user=self.door.request.user)
        lines = []
        for submission in page:
            evaluation = evaluations.get(submission.pk)
            of_it = scores.get(evaluation.pk) if evaluation else None
            lines.append(line_of(submission, evaluation=evaluation, scores=of_it))
        return lines


def _require_known(request: Request, name: str, *, known: Sequence[str]) -> None:
    if request.query_params.get(name, known[0]) not in known:
        raise ValidationError({name: f"{name}: {', '.join(known)}"})


def team_asked(request: Request, challenge: Challenge) -> Team:
    team = team_of(request.user, challenge.edition)
    if team is None or not request.user.has_perm("challenges.submit", team):
        raise NoTeam
    return team


def submission_asked(request: Request, submission_id: UUID) -> Submission:
    """Raises Http404 for what is not the asker's to see, as for what is not there."""
    found = (
        Submission.objects.select_related("phase__challenge__edition", "team", "by", "selection__by")
        .filter(pk=submission_id)
        .first()
    )
    if found is None or not request.user.has_perm("challenges.view_submission", found):
        raise Http404
    return found


def shown(door: Door, submission: Submission, *, is_new: bool = False) -> Any:
    """A new one has no evaluation yet."""
    evaluation: Evaluation | None = None if is_new else latest_of(submission)
    prefetch_related_objects([submission], "disqualifications")
    scores = visible_scores(evaluation, user=door.request.user) if evaluation else None
    line = line_of(submission, evaluation=evaluation, scores=scores if scores and scores["public"] else None)
    line |= beside(submission, evaluation=evaluation)
    return door.shaped(SubmissionBody, {**line, **detail_of(evaluation, user=door.request.user, now=clock.now())})
