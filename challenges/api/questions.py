"""Questions about a challenge: read what is answered to everybody and one's own, ask, and answer."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.http import Http404
from django.utils import translation
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from challenges import clock
from challenges.api.door import Door
from challenges.api.editions import challenge_asked, edition_asked
from challenges.api.errors import MEMBERS_ONLY, NOT_FOUND, READING, WRITING, errors
from challenges.api.language import LANG
from challenges.api.shape import Shape
from challenges.errors import gettext_noop
from challenges.questions.actions import answer, ask
from challenges.questions.models import Question
from challenges.questions.queries import public_questions, questions_of, questions_to_answer
from challenges.questions.rules import (
    ANSWER_LENGTH,
    TEXT_LENGTH,
    AnswerUnusable,
    AskingOver,
    QuestionUnusable,
    TooManyQuestions,
)
from challenges.teams.queries import team_of
from challenges.teams.rules import NoTeam

SEARCH = OpenApiParameter(
    "q", description=gettext_noop("Words that question and answer hold; accents and letter forms are folded.")
)
MINE = OpenApiParameter(
    "mine", type=bool, description=gettext_noop("Those of the asker's own team, with or without an answer.")
)


class QuestionBody(Shape):
    id = serializers.UUIDField()
    challenge = serializers.CharField(source="challenge.slug")
    language = serializers.CharField()
    text = serializers.SerializerMethodField(help_text=gettext_noop("As this asker may read it."))
    is_mine = serializers.SerializerMethodField(help_text=gettext_noop("Asked by the asker's team."))
    is_public = serializers.BooleanField(help_text=gettext_noop("Answered to everybody."))
    asked_at = serializers.SerializerMethodField(help_text=gettext_noop("Null where another team asked."))
    answer = serializers.CharField(allow_blank=True, help_text=gettext_noop("Markdown; empty while it waits."))
    answered_at = serializers.DateTimeField(allow_null=True)
    edited_at = serializers.DateTimeField(allow_null=True, help_text=gettext_noop("When the answer was changed last."))

    def get_text(self, question: Question) -> str:
        return question.text if self._is_seen_inside(question) else question.shown_text

    def get_is_mine(self, question: Question) -> bool:
        return bool(question.team_id == self.context["team_id"])

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_asked_at(self, question: Question) -> str | None:
        return question.asked_at.isoformat().replace("+00:00", "Z") if self._is_seen_inside(question) else None

    def _is_seen_inside(self, question: Question) -> bool:
        return bool(self.context.get("answers") or self.get_is_mine(question))


@extend_schema_serializer(description=gettext_noop("As organizers see it."))
class AskedBody(QuestionBody):
    team_name = serializers.CharField(source="team.name")


class NewQuestion(Shape):
    text = serializers.CharField(max_length=TEXT_LENGTH, trim_whitespace=False)
    language = serializers.ChoiceField(
        settings.LANGUAGES, required=False, help_text=gettext_noop("By default that of the answer.")
    )


class NewAnswer(Shape):
    answer = serializers.CharField(max_length=ANSWER_LENGTH, trim_whitespace=False, help_text=gettext_noop("Markdown."))
    is_public = serializers.BooleanField(
        help_text=gettext_noop("To everybody, without who asked; else to the team alone.")
    )
    public_text = serializers.CharField(
        max_length=TEXT_LENGTH,
        required=False,
        allow_blank=True,
        help_text=gettext_noop("The question as everybody reads it."),
    )


class QuestionsDoor(Door):
    @extend_schema(
        operation_id="list_questions",
        summary=gettext_noop("Questions about a challenge"),
        description=gettext_noop(
            "Answered to everybody, the latest answer first; with `mine`, one's own team's, the latest first."
        ),
        parameters=[LANG, SEARCH, MINE],
        responses={200: QuestionBody(many=True), **errors(*READING, NOT_FOUND)},
    )
    def get(self, request: Request, slug: str) -> Response:
        challenge = challenge_asked(slug)
        self.kwargs["team_id"] = _team_id(request)
        if request.query_params.get("mine", "").lower() in {"true", "1", "yes"}:
            team = team_of(request.user, challenge.edition)
            found = questions_of(team, challenge) if team else Question.objects.none()
        else:
            found = public_questions(challenge, search=request.query_params.get("q", "")[:200])
        return self.paged(QuestionBody, found.select_related("challenge", "team"))

    @extend_schema(
        operation_id="ask_question",
        summary=gettext_noop("Ask the organizers"),
        description=gettext_noop("For the asker's team, whose members get a letter when it is answered."),
        parameters=[LANG],
        request=NewQuestion,
        responses={
            201: QuestionBody,
            **errors(*WRITING, NOT_FOUND, NoTeam, QuestionUnusable, AskingOver, TooManyQuestions),
        },
    )
    def post(self, request: Request, slug: str) -> Response:
        challenge = challenge_asked(slug)
        if not request.user.is_authenticated:
            self.permission_denied(request)
        asked = NewQuestion(data=request.data)
        asked.is_valid(raise_exception=True)
        team = team_of(request.user, challenge.edition)
        if team is None or not request.user.has_perm("challenges.ask_question", challenge):
            raise NoTeam
        language = asked.validated_data.get("language") or (translation.get_language() or "fr")[:2]
        text = asked.validated_data["text"]
        made = ask(challenge, team=team, text=text, language=language, by=self.person, now=clock.now())
        self.kwargs["team_id"] = team.pk
        return Response(self.shaped(QuestionBody, made), status=201)


class QuestionDoor(Door):
    @extend_schema(
        operation_id="read_question",
        summary=gettext_noop("One question"),
        description=gettext_noop("One that is answered to everybody, or one's own."),
        parameters=[LANG],
        responses={200: QuestionBody, **errors(*READING, NOT_FOUND)},
    )
    def get(self, request: Request, question_id: UUID) -> Response:
        question = _question(question_id)
        if not request.user.has_perm("challenges.view_question", question):
            raise Http404
        self.kwargs["team_id"] = _team_id(request)
        self.kwargs["answers"] = request.user.has_perm("challenges.answer_question", question)
        return Response(self.shaped(QuestionBody, question))


class AskedDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="list_asked_questions",
        summary=gettext_noop("Questions to answer (organizers)"),
        description=gettext_noop("Of one's own challenges: what waits first, the oldest at the top."),
        parameters=[LANG],
        responses={200: AskedBody(many=True), **errors(*MEMBERS_ONLY, NOT_FOUND)},
    )
    def get(self, request: Request) -> Response:
        if not request.user.has_perm("challenges.organize"):
            raise Http404
        self.kwargs |= {"team_id": None, "answers": True}
        return self.paged(AskedBody, questions_to_answer(edition_asked(), by=self.person))


class AnswerDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="answer_question",
        summary=gettext_noop("Answer a question (organizers)"),
        description=gettext_noop("Or change the answer; the team's members get a letter."),
        parameters=[LANG],
        request=NewAnswer,
        responses={200: AskedBody, **errors(*WRITING, NOT_FOUND, AnswerUnusable)},
    )
    def put(self, request: Request, question_id: UUID) -> Response:
        question = _question(question_id)
        if not request.user.has_perm("challenges.answer_question", question):
            raise Http404
        asked = NewAnswer(data=request.data)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        told = answer(
            question,
            text=given["answer"],
            is_public=given["is_public"],
            public_text=given.get("public_text", question.public_text),
            by=self.person,
            now=clock.now(),
        )
        self.kwargs |= {"team_id": None, "answers": True}
        return Response(self.shaped(AskedBody, told))


def _question(question_id: UUID) -> Question:
    found = Question.objects.select_related("challenge__edition", "team").filter(pk=question_id)
    shown = found.filter(Q(challenge__edition__is_published=True)).first()
    if shown is None:
        raise Http404
    return shown


def _team_id(request: Request) -> Any:
    team = team_of(request.user, edition_asked())
    return team.pk if team else None
