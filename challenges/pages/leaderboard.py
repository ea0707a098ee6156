"""Who stands where in a phase."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from challenges.evaluations.queries import applied_rejudges
from challenges.leaderboards.models import Leaderboard
from challenges.leaderboards.queries import Row, board_for, count_rows, is_final, row_of, standings
from challenges.leaderboards.rules import primary_column
from challenges.pages.visit import Visit, visit

A_PAGE = 50
TRACK = 100.0


@dataclass(frozen=True)
class Line:
    """A row of the board as the page shows it.

    `mark` is where its score lies between the lowest of the page (0) and the highest (100).
    """

    row: Row
    cells: list[tuple[dict[str, Any], float | None]]
    mark: float | None
    is_own: bool

    @property
    def places_gained(self) -> int | None:
        """From the public part to the private part; positive went up."""
        if self.row.rank is None or self.row.public_rank is None:
            return None
        return self.row.public_rank - self.row.rank

    @property
    def places_lost(self) -> int | None:
        return -self.places_gained if self.places_gained is not None else None

    @property
    def place_on_scale(self) -> float:
        """Where the mark is drawn on the scale's 108 units."""
        return 6 + (self.mark or 0.0) * 1.08


@require_safe
def leaderboard(request: HttpRequest, slug: str) -> HttpResponse:
    """The public part until the close, the private part after it; the reader's own team always in sight."""
    seen = visit(request, slug)
    board = board_for(seen.phase) if seen.phase else None
    context: dict[str, object] = {"visit": seen, "board": board}
    context["may_rejudge"] = request.user.has_perm("challenges.rejudge", seen.phase)
    if board is not None:
        context |= _page_of(request, seen, board=board)
    return render(request, "challenges/leaderboards/leaderboard.html", context)


def _page_of(request: HttpRequest, seen: Visit, *, board: Leaderboard) -> dict[str, object]:
    paginator = Paginator(range(count_rows(board)), A_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    rows = standings(board, offset=max(0, page.start_index() - 1), limit=A_PAGE)
    own = row_of(board, seen.team) if seen.team else None
    is_own_shown = own is not None and own.team_id in {row.team_id for row in rows}
    primary = primary_column(board.columns)
    key = primary["key"]
    values = [row.values[key] for row in rows if key in row.values]

    def to_line(row: Row) -> Line:
        return _line(row, board=board, span=_span(values), key=key, own=own)

    return {
        "is_final": is_final(board),
        "rejudges": applied_rejudges(board.phase),
        "columns": _primary_first(board.columns),
        "primary": primary,
        "page": page,
        "lines": [to_line(row) for row in rows],
        "own_line": to_line(own) if own and not is_own_shown else None,
        "is_own_before": own is not None and bool(rows) and _is_before(own, rows[0]),
        "latest": max((row.received_at for row in rows), default=None),
    }


def _span(values: Sequence[float]) -> tuple[float, float]:
    return (min(values), max(values)) if values else (0.0, 0.0)


def _line(row: Row, *, board: Leaderboard, span: tuple[float, float], key: str, own: Row | None) -> Line:
    cells = [(column, row.values.get(column["key"])) for column in _primary_first(board.columns)]
    is_own = own is not None and own.team_id == row.team_id
    return Line(row, cells, _mark(row.values.get(key), span=span), is_own)


def _primary_first(columns: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(columns, key=lambda column: not column["primary"])


def _mark(value: float | None, *, span: tuple[float, float]) -> float | None:
    low, high = span
    if value is None or high <= low or not low <= value <= high:
        return None
    return TRACK * (value - low) / (high - low)


def _is_before(own: Row, first: Row) -> bool:
    return own.rank is not None and first.rank is not None and own.rank < first.rank
