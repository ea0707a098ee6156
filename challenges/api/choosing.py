"""What a team does with a submission that is there: choose it for the close, and hand it in again; and a check of one
that is not handed in."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from challenges import clock
from challenges.api.challenge_bodies import AllowanceBody
from challenges.api.door import Door
from challenges.api.editions import challenge_asked, phase_asked
from challenges.api.errors import NOT_FOUND, WRITING, errors
from challenges.api.handing_in import KEY, UNACCEPTABLE, NewSubmission, Notes, key_asked, tags_of, upload_of
from challenges.api.language import LANG
from challenges.api.scopes import SUBMIT
from challenges.api.shape import Shape
from challenges.api.submission_bodies import SubmissionBody
from challenges.api.submissions import PHASE, shown, submission_asked, team_asked
from challenges.editions.rules import PhaseClosed, PhaseNotOpen
from challenges.errors import gettext_noop
from challenges.evaluations.choosing import choose, take_back
from challenges.evaluations.queries import entry_format
from challenges.faults import said_of
from challenges.submissions.actions import Again, hand_in_again
from challenges.submissions.allowance_rules import DailyAllowanceUsed, TooSoon, TotalAllowanceUsed
from challenges.submissions.checking import Checked, check_entry
from challenges.submissions.models import Kind
from challenges.submissions.queries import phase_to_hand_in_again
from challenges.submissions.rules import NotAMember, NothingToSelect, NotSelectable, RulesNotAccepted, SelectionFull
from challenges.teams.rules import NoTeam

INTO = OpenApiParameter(
    "phase", description=gettext_noop("The address of a phase; by default its own, else the open one.")
)


class ObstacleBody(Shape):
    code = serializers.CharField()
    message = serializers.CharField()
    hint = serializers.CharField(allow_blank=True)


class CheckedBody(Shape):
    kind = serializers.ChoiceField(Kind.choices)
    file_name = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    same_file_as = serializers.UUIDField(
        allow_null=True, help_text=gettext_noop("The team's last submission that was this file.")
    )
    obstacle = ObstacleBody(
        allow_null=True, help_text=gettext_noop("Why it would not be taken at this moment all the same.")
    )
    allowance = AllowanceBody()


class CheckDoor(Door):
    scope = SUBMIT
    permission_classes = [IsAuthenticated]
    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="check_submission",
        summary=gettext_noop("Check a file without handing it in"),
        description=gettext_noop(
            "The checks of handing in, with every fault at once. Nothing is kept and nothing is counted; it may be "
            "asked before the phase opens, after it closed, and when nothing is left."
        ),
        parameters=[LANG, PHASE],
        request={"multipart/form-data": NewSubmission},
        responses={200: CheckedBody, **errors(*WRITING, NOT_FOUND, NoTeam, NotAMember, *UNACCEPTABLE)},
    )
    def post(self, request: Request, slug: str) -> Response:
        challenge = challenge_asked(slug)
        team = team_asked(request, challenge)
        phase = phase_asked(challenge, slug=request.query_params.get("phase"))
        upload = upload_of(request, phase=phase)
        checked = check_entry(upload, team=team, phase=phase, by=self.person, now=clock.now())
        zone = challenge.edition.timezone
        return Response(self.shaped(CheckedBody, _found(checked, file_name=upload.file_name, zone=zone)))


class SelectionDoor(Door):
    scope = SUBMIT
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="choose_submission",
        summary=gettext_noop("Choose a submission to count at the close"),
        description=gettext_noop(
            "As many as the phase's `selections`, while it is open; a second yes changes nothing. Where a team chooses "
            "fewer, the best by the public part fill up. For the members of its team."
        ),
        parameters=[LANG],
        request=None,
        responses={
            200: SubmissionBody,
            **errors(
                *WRITING,
                NOT_FOUND,
                NotAMember,
                PhaseNotOpen,
                PhaseClosed,
                NothingToSelect,
                NotSelectable,
                SelectionFull,
            ),
        },
    )
    def put(self, request: Request, submission_id: UUID) -> Response:
        submission = submission_asked(request, submission_id)
        if not request.user.has_perm("challenges.choose_submission", submission):
            raise NotAMember
        choose(submission, by=self.person, now=clock.now())
        return Response(shown(self, submission_asked(request, submission_id)))

    @extend_schema(
        operation_id="take_choice_back",
        summary=gettext_noop("Take a choice back"),
        description=gettext_noop("While the phase is open; of what is not chosen too, which changes nothing."),
        parameters=[LANG],
        request=None,
        responses={200: SubmissionBody, **errors(*WRITING, NOT_FOUND, NotAMember, PhaseNotOpen, PhaseClosed)},
    )
    def delete(self, request: Request, submission_id: UUID) -> Response:
        submission = submission_asked(request, submission_id)
        if not request.user.has_perm("challenges.choose_submission", submission):
            raise NotAMember
        take_back(submission, by=self.person, now=clock.now())
        return Response(shown(self, submission_asked(request, submission_id)))


class AgainDoor(Door):
    scope = SUBMIT
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="submit_again",
        summary=gettext_noop("Hand a former submission in again"),
        description=gettext_noop(
            "Checked, counted and evaluated like any other; nothing has to be sent. Without `message` and `tags` those "
            "of the former one are taken over."
        ),
        parameters=[LANG, INTO, KEY],
        request=Notes,
        responses={
            201: SubmissionBody,
            **errors(
                *WRITING,
                NOT_FOUND,
                NotAMember,
                PhaseNotOpen,
                PhaseClosed,
                RulesNotAccepted,
                DailyAllowanceUsed,
                TotalAllowanceUsed,
                TooSoon,
                *UNACCEPTABLE,
            ),
        },
    )
    def post(self, request: Request, submission_id: UUID) -> Response:
        former = submission_asked(request, submission_id)
        asked = Notes(data=request.data)
        asked.is_valid(raise_exception=True)
        if not request.user.has_perm("challenges.copy_submission", former):
            raise NotAMember
        slug = request.query_params.get("phase")
        phase = phase_asked(former.phase.challenge, slug=slug) if slug else None
        phase = phase or phase_to_hand_in_again(former, now=clock.now())
        tags = tags_of(asked.validated_data)
        again = Again(
            former=former,
            message=asked.validated_data.get("message", former.message),
            tags=tuple(former.tags if tags is None else tags),
            key=key_asked(request),
            expected=entry_format(phase),
        )
        made = hand_in_again(again, phase=phase, by=self.person, now=clock.arrival(request))
        return Response(shown(self, submission_asked(request, made.pk)), status=201)


def _found(checked: Checked, *, file_name: str, zone: Any) -> dict[str, Any]:
    obstacle = checked.obstacle
    said = said_of(obstacle, zone=zone) if obstacle else None
    return {
        "kind": checked.kind,
        "file_name": file_name,
        "size": checked.size,
        "sha256": checked.sha256,
        "same_file_as": checked.same_as.pk if checked.same_as else None,
        "obstacle": {"code": obstacle.code, "message": said.message, "hint": said.hint} if obstacle and said else None,
        "allowance": vars(checked.left),
    }
