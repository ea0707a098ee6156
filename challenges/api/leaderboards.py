"""The leaderboard of a phase: the public part while it is open, the private part after the close."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from challenges.api.challenge_bodies import ColumnBody
from challenges.api.door import Door, unchanged_304
from challenges.api.editions import challenge_asked, phase_asked
from challenges.api.errors import NOT_FOUND, READING, errors
from challenges.api.language import LANG, Text
from challenges.api.paging import Paging
from challenges.api.shape import Shape
from challenges.evaluations.queries import applied_rejudges
from challenges.leaderboards.models import Leaderboard
from challenges.leaderboards.queries import Row, board_for, count_rows, is_final, standings

PHASE = OpenApiParameter("phase", description="The address of a phase; by default the one in view.")
PAGE = OpenApiParameter("page", type=int, description="From 1.")
PAGE_SIZE = OpenApiParameter("page_size", type=int, description="At most 200.")


class RowBody(Shape):
    rank = serializers.IntegerField(allow_null=True, help_text="Null for a baseline of the organizers.")
    team_id = serializers.UUIDField()
    team_name = serializers.CharField()
    is_baseline = serializers.BooleanField()
    values = serializers.DictField(child=serializers.FloatField(), help_text="By key of a column.")
    received_at = serializers.DateTimeField(help_text="Of the submission that counts; the earliest wins a tie.")
    scored_count = serializers.IntegerField()
    public_rank = serializers.IntegerField(allow_null=True, help_text="Where the team stood on the public part.")


class AppliedRejudgeBody(Shape):
    applied_at = serializers.DateTimeField()
    reason = Text()


class BoardBody(Shape):
    challenge = serializers.CharField()
    phase = serializers.CharField()
    is_final = serializers.BooleanField(help_text="Closed: `values` are those of the private part.")
    closed_at = serializers.DateTimeField(allow_null=True)
    columns = ColumnBody(many=True)
    rejudges = AppliedRejudgeBody(many=True, help_text="When everything or something was evaluated again, and why.")
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = RowBody(many=True)


@unchanged_304
class LeaderboardDoor(Door):
    @extend_schema(
        operation_id="read_leaderboard",
        summary="The leaderboard",
        parameters=[LANG, PHASE, PAGE, PAGE_SIZE],
        responses={200: BoardBody, 304: None, **errors(*READING, NOT_FOUND)},
    )
    def get(self, request: Request, slug: str) -> Response:
        """Best first, a page at a time; empty until the phase can score. Ask again with If-None-Match."""
        phase = phase_asked(challenge_asked(slug), slug=request.query_params.get("phase"))
        board = board_for(phase)
        paging = Paging()
        lines: Any = _Rows(board)
        rows: Any = paging.paginate_queryset(lines, request, view=self)
        shown = {
            "challenge": slug,
            "phase": phase.slug,
            "is_final": board is not None and is_final(board),
            "closed_at": board.closed_at if board else None,
            "columns": board.columns if board else [],
            "rejudges": applied_rejudges(phase),
            **paging.get_paginated_response(rows).data,
        }
        return Response(self.shaped(BoardBody, shown))


class _Rows:
    """A leaderboard as a list that is read page by page; empty until the phase can score."""

    def __init__(self, leaderboard: Leaderboard | None) -> None:
        self.leaderboard = leaderboard

    def count(self) -> int:
        return count_rows(self.leaderboard) if self.leaderboard else 0

    def __getitem__(self, part: slice) -> list[Row]:
        if self.leaderboard is None:
            return []
        return standings(self.leaderboard, offset=part.start, limit=part.stop - part.start)
