"""A board as a file that spreadsheets open: one line a team, in the order of the board."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

from django.utils.translation import get_language, gettext, pgettext

from challenges.leaderboards.queries import Row, standings
from challenges.pages.board import Board
from challenges.pages.shelf import Shelf
from challenges.wording import localized

AT_ONCE = 500
LARGEST = 1_000_000
BOM = "\ufeff"
# Where the decimal is a comma, Excel wants semicolons between cells.
COMMA_LANGUAGES = {"fr", "ar"}
# What makes a spreadsheet take a cell for a formula, their wide forms among them.
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
_shelf: Shelf[str] = Shelf(4)


def spreadsheet(board: Board) -> Iterator[str]:
    """Piece by piece: a sign that it is UTF-8, the head, then the lines; written once for everybody who asks."""
    language, version = (get_language() or "fr")[:2], board.version("csv")
    kept = _shelf.get(version)
    if kept is not None:
        return iter([kept])
    return _keeping(_pieces(board, _head(board, language), is_comma=language in COMMA_LANGUAGES), version=version)


def plain_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip().startswith(FORMULA_STARTS) or text.startswith(FORMULA_STARTS) else text


def _keeping(pieces: Iterator[str], *, version: str) -> Iterator[str]:
    """All of them; what was read to its end is kept."""
    told = []
    for piece in pieces:
        told.append(piece)
        yield piece
    _shelf.keep(version, "".join(told))


def _pieces(board: Board, head: list[str], *, is_comma: bool) -> Iterator[str]:
    yield BOM + _written([head], is_comma=is_comma)
    rows = standings(board.leaderboard, limit=LARGEST)  # read at once, so that nobody moves between two pieces
    for start in range(0, len(rows), AT_ONCE):
        cells = [_cells(row, board, is_comma=is_comma) for row in rows[start : start + AT_ONCE]]
        yield _written(cells, is_comma=is_comma)


def _head(board: Board, language: str) -> list[str]:
    titles = [localized(column["title"], language) or column["key"] for column in board.columns]
    units = [f" ({column['unit']})" if column["unit"] else "" for column in board.columns]
    scores = [plain_cell(title + unit) for title, unit in zip(titles, units, strict=True)]
    moved = [gettext("Rank on the public part")] if board.is_final else []
    told = [pgettext("count", "Scored"), gettext("Received (UTC)")]
    return [gettext("Rank"), gettext("Team"), gettext("Baseline"), *moved, *scores, *told]


def _cells(row: Row, board: Board, *, is_comma: bool) -> list[Any]:
    moved = [row.public_rank or ""] if board.is_final else []
    scores = [_number(row.values.get(column["key"]), is_comma=is_comma) for column in board.columns]
    received = row.received_at.strftime("%Y-%m-%d %H:%M:%S")
    name, baseline = plain_cell(row.team_name), int(row.is_baseline)
    return [row.rank or "", name, baseline, *moved, *scores, row.scored_count, received]


def _number(value: float | None, *, is_comma: bool) -> str:
    """Every digit of it."""
    text = "" if value is None else repr(value)
    return text.replace(".", ",") if is_comma else text


def _written(rows: list[list[Any]], *, is_comma: bool) -> str:
    file = StringIO()
    csv.writer(file, delimiter=";" if is_comma else ",", lineterminator="\r\n").writerows(rows)
    return file.getvalue()
