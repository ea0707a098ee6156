"""The leaderboard of a phase: the public part while it is open, the private part after the close."""

from typing import Any

from django.http import Http404, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from challenges import clock
from challenges.api.challenge_bodies import ColumnBody
from challenges.api.door import Door
from challenges.api.editions import phase_asked
from challenges.api.errors import NOT_FOUND, READING, errors
from challenges.api.language import LANG, Text
from challenges.api.paging import Paging
from challenges.api.shape import Shape
from challenges.editions.models import Challenge, Phase
from challenges.errors import gettext_noop
from challenges.evaluations.queries import applied_rejudges
from challenges.jury.rules import BoardsShut
from challenges.leaderboards.models import Leaderboard
from challenges.leaderboards.queries import (
    Asked,
    Row,
    asked_for,
    board_at_hand,
    challenge_with_boards,
    count_rows,
    frozen_since,
    is_final,
    is_held,
    standings,
)
from challenges.leaderboards.versions import version_of
from challenges.submissions.queries import standing_disqualifications

PHASE = OpenApiParameter("phase", description=gettext_noop("The address of a phase; by default the one in view."))
PAGE = OpenApiParameter("page", type=int, description=gettext_noop("From 1."))
PAGE_SIZE = OpenApiParameter("page_size", type=int, description=gettext_noop("At most 200."))
NEEDLE = OpenApiParameter(
    "q",
    description=gettext_noop(
        "Only teams whose name has this in it; accents, case, Arabic letter forms and spaces do not matter. "
        "Ranks stay those on the whole board."
    ),
)
BASELINES = OpenApiParameter(
    "baselines", type=bool, description=gettext_noop("`false` leaves the organizers' baselines out.")
)
WORDS = {"true": True, "1": True, "false": False, "0": False}


class RowBody(Shape):
    rank = serializers.IntegerField(allow_null=True, help_text=gettext_noop("Null for a baseline of the organizers."))
    team_id = serializers.UUIDField()
    team_name = serializers.CharField()
    is_baseline = serializers.BooleanField()
    values = serializers.DictField(child=serializers.FloatField(), help_text=gettext_noop("By key of a column."))
    received_at = serializers.DateTimeField(
        help_text=gettext_noop("Of the submission that counts; the earliest wins a tie.")
    )
    scored_count = serializers.IntegerField()
    public_rank = serializers.IntegerField(
        allow_null=True,
        help_text=gettext_noop("Where the team stood on the public part; known once the board is closed."),
    )
    history = serializers.ListField(
        child=serializers.ListField(child=serializers.FloatField(), min_length=2, max_length=2),
        help_text=gettext_noop(
            "How the team came to its best: seconds since 1970 and public score of each submission that was better "
            "than all before it."
        ),
    )


class AppliedRejudgeBody(Shape):
    applied_at = serializers.DateTimeField()
    reason = Text()


class DisqualifiedBody(Shape):
    team_id = serializers.UUIDField(source="submission.team_id")
    team_name = serializers.CharField(source="submission.team.name")
    at = serializers.DateTimeField(source="decided_at")
    reason = Text()


class BoardBody(Shape):
    challenge = serializers.CharField()
    phase = serializers.CharField()
    is_final = serializers.BooleanField(
        help_text=gettext_noop("The final result is told: `values` are those of the private part.")
    )
    closed_at = serializers.DateTimeField(allow_null=True)
    is_held = serializers.BooleanField(
        help_text=gettext_noop(
            "Closed, and the final result is told with the results of the edition: `values` are public."
        )
    )
    frozen_at = serializers.DateTimeField(
        allow_null=True, help_text=gettext_noop("The board shows what was received until then, until the close.")
    )
    changed_at = serializers.DateTimeField(allow_null=True, help_text=gettext_noop("When what is shown changed last."))
    columns = ColumnBody(many=True)
    rejudges = AppliedRejudgeBody(
        many=True, help_text=gettext_noop("When everything or something was evaluated again, and why.")
    )
    disqualified = DisqualifiedBody(
        many=True, help_text=gettext_noop("Submissions that the organizers took out: they do not count. Latest first.")
    )
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = RowBody(many=True)


class LeaderboardDoor(Door):
    @extend_schema(
        operation_id="read_leaderboard",
        summary=gettext_noop("The leaderboard"),
        description=gettext_noop(
            "Best first, a page at a time; empty until the phase can score. Ask again with If-None-Match: what has not "
            "changed is answered 304 in a few milliseconds. Names and texts are looked at again every minute."
        ),
        parameters=[LANG, PHASE, NEEDLE, BASELINES, PAGE, PAGE_SIZE],
        responses={200: BoardBody, 304: None, **errors(*READING, NOT_FOUND, BoardsShut)},
    )
    def get(self, request: Request, slug: str) -> HttpResponseBase:
        challenge = _challenge(slug)
        phase = phase_asked(challenge, slug=request.query_params.get("phase"))
        asked, board = _asked(request), board_at_hand(phase)
        if board is None:
            return self._answer(request, challenge, phase, asked=asked, board=None)
        version = version_of(board, self.language, request.build_absolute_uri(), now=clock.now())
        unchanged = get_conditional_response(request._request, etag=quote_etag(version))
        answer = unchanged or self._answer(request, challenge, phase, asked=asked, board=board)
        answer.headers["ETag"] = quote_etag(version)
        return answer

    def _answer(
        self, request: Request, challenge: Challenge, phase: Phase, *, asked: Asked, board: Leaderboard | None
    ) -> Response:
        paging = Paging()
        lines: Any = _Rows(board, asked)
        rows: Any = paging.paginate_queryset(lines, request, view=self)
        shown = {
            "challenge": challenge.slug,
            "phase": phase.slug,
            "is_final": board is not None and is_final(board),
            "closed_at": board.closed_at if board else None,
            "is_held": board is not None and is_held(board),
            "frozen_at": frozen_since(board, now=clock.now()) if board else None,
            "changed_at": board.changed_at if board else None,
            "columns": board.columns if board else [],
            "rejudges": applied_rejudges(phase),
            "disqualified": standing_disqualifications(phase),
            **paging.get_paginated_response(rows).data,
        }
        return Response(self.shaped(BoardBody, shown))


class _Rows:
    """A leaderboard as a list that is read page by page; empty until the phase can score."""

    def __init__(self, leaderboard: Leaderboard | None, asked: Asked) -> None:
        self.leaderboard = leaderboard
        self.asked = asked

    def count(self) -> int:
        return count_rows(self.leaderboard, asked=self.asked) if self.leaderboard else 0

    def __getitem__(self, part: slice) -> list[Row]:
        if self.leaderboard is None:
            return []
        return standings(self.leaderboard, offset=part.start, limit=part.stop - part.start, asked=self.asked)


def _challenge(slug: str) -> Challenge:
    try:
        return challenge_with_boards(slug)
    except Challenge.DoesNotExist as error:
        raise Http404 from error


def _asked(request: Request) -> Asked:
    word = request.query_params.get("baselines", "true").lower()
    if word not in WORDS:
        raise ValidationError({"baselines": f"baselines: {', '.join(WORDS)}"})
    return asked_for(request.query_params.get("q", ""), baselines=WORDS[word])
