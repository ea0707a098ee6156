"""Who scores what as a picture: a row a project, a column a juror, and each juror's load as a bar."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from challenges.panels.models import Candidate, Juror

NOTHING, ASKED, ANCHOR, CAST, AWAY = "nothing", "asked", "anchor", "cast", "away"
SIGNS = {NOTHING: "", ASKED: "●", ANCHOR: "◆", CAST: "✓", AWAY: "×"}
# A large panel has thousands of cells, of five kinds.
_DRAWN = {
    state: format_html('<td class="panel-cell" data-state="{}">{}</td>', state, sign) for state, sign in SIGNS.items()
}


@dataclass(frozen=True)
class Column:
    """A juror: a short name for the head of the column, and how much they have to score. `width` is of 100."""

    short: str
    juror: Juror
    load: int
    width: float


@dataclass(frozen=True)
class Row:
    """A project and what each juror has to do with it, in the order of the columns."""

    candidate: Candidate
    cells: tuple[str, ...]
    count: int

    @property
    def drawn(self) -> SafeString:
        """The cells as the table shows them."""
        return mark_safe("".join(_DRAWN[state] for state in self.cells))  # noqa: S308  (cells of ours)


@dataclass(frozen=True)
class Matrix:
    """The whole picture."""

    columns: list[Column]
    rows: list[Row]
    total: int

    @property
    def loads(self) -> tuple[int, int]:
        """The least and the most that somebody has."""
        found = [column.load for column in self.columns]
        return (min(found), max(found)) if found else (0, 0)


def matrix(
    jurors: Sequence[Juror],
    candidates: Sequence[Candidate],
    *,
    cells: Mapping[tuple[int, str], bool],
    away: Iterable[tuple[int, str]],
) -> Matrix:
    """`cells` are the pairs that are asked for, with whether they are cast; `away` the recused ones."""
    recused = set(away)
    load = Counter(juror for juror, _ in cells)
    most = max(load.values(), default=0)
    columns = [
        Column(f"J{number}", juror, load[juror.pk], 100 * load[juror.pk] / most if most else 0)
        for number, juror in enumerate(jurors, start=1)
    ]
    rows = [_row(candidate, jurors, cells=cells, recused=recused) for candidate in candidates]
    return Matrix(columns, rows, len(cells))


def _row(
    candidate: Candidate,
    jurors: Sequence[Juror],
    *,
    cells: Mapping[tuple[int, str], bool],
    recused: set[tuple[int, str]],
) -> Row:
    def state(juror: Juror) -> str:
        pair = (juror.pk, candidate.code)
        if pair in recused:
            return AWAY
        if pair not in cells:
            return NOTHING
        return CAST if cells[pair] else ANCHOR if candidate.is_anchor else ASKED

    states = tuple(state(juror) for juror in jurors)
    return Row(candidate, states, sum(one in {ASKED, ANCHOR, CAST} for one in states))
