"""The leaderboards as digests, the same from either database: to compare those of a backup with those restored."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from challenges.leaderboards.models import Leaderboard
from challenges.leaderboards.queries import ORDER, shown_lines


def board_digests() -> dict[str, str]:
    """SHA-256 of every board's lines in their order, by the phase's key: the final ones after the close, before it
    those that visitors see."""
    boards = Leaderboard.objects.order_by("phase_id")
    return {str(board.phase_id): _digest(board) for board in boards}


def _digest(board: Leaderboard) -> str:
    found = hashlib.sha256()
    for line in _final(board) if board.closed_at else _live(board):
        found.update(json.dumps(line, sort_keys=True).encode() + b"\n")
    return found.hexdigest()


def _final(board: Leaderboard) -> Iterator[list[Any]]:
    columns = ("team_id", "rank", "public_rank", "private_values", "public_values")
    for team, *ranks, private, public in board.standings.order_by("position").values_list(*columns).iterator():
        yield [str(team), *ranks, _numbers(private), _numbers(public)]


def _live(board: Leaderboard) -> Iterator[list[Any]]:
    columns = ("team_id", "values", "scored_count")
    for team, values, count in shown_lines(board).order_by(*ORDER).values_list(*columns).iterator():
        yield [str(team), _numbers(values), count]


def _numbers(values: Mapping[str, float]) -> dict[str, float]:
    """PostgreSQL keeps no difference between 2.0 and 2, nor a zero's sign, in JSON."""
    return {name: float(value) + 0.0 for name, value in values.items()}
