"""A board as its page draws it: drawn once for everybody, but for the reader's own line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from challenges.editions.models import Edition, Phase
from challenges.evaluations.queries import applied_rejudges
from challenges.leaderboards.models import Leaderboard
from challenges.leaderboards.queries import (
    ALL,
    Asked,
    Row,
    count_rows,
    frozen_since,
    is_final,
    is_held,
    lines_before,
    row_of,
    shown_page,
)
from challenges.leaderboards.rules import primary_column
from challenges.leaderboards.versions import version_of
from challenges.pages import progress
from challenges.pages.progress import Told
from challenges.pages.shelf import Shelf
from challenges.pages.sparks import Span, Spark, spark
from challenges.submissions.models import Disqualification
from challenges.submissions.queries import standing_disqualifications
from challenges.teams.models import Team

A_PAGE = 50
AROUND = 5
TOP = 3
LINES = "challenges/leaderboards/_lines.html"
EDGE = "\x1e"  # between two lines; no name has it
PROGRESS = "challenges/leaderboards/_progress.html"


@dataclass(frozen=True)
class Look:
    """What of a board is looked at: a page of the lines asked for, or those around the reader's team."""

    asked: Asked = ALL
    number: str = "1"
    around: Team | None = None


@dataclass(frozen=True)
class Line:
    """A row of the board as the page shows it; `cells` are the scores with their decimals, the ranking one first."""

    row: Row
    cells: list[tuple[float | None, int]]
    spark: Spark | None
    is_own: bool

    @property
    def looks(self) -> str:
        """The classes of the row."""
        top = f"board-top board-top-{self.row.rank}" if self.row.rank and self.row.rank <= TOP else ""
        found = ["board-baseline" if self.row.is_baseline else top, "board-own" if self.is_own else ""]
        return " ".join(filter(None, found))

    @property
    def places_gained(self) -> int | None:
        """From the public part to the private part; positive went up."""
        if self.row.rank is None or self.row.public_rank is None:
            return None
        return self.row.public_rank - self.row.rank

    @property
    def places_lost(self) -> int | None:
        return -self.places_gained if self.places_gained is not None else None


@dataclass(frozen=True)
class Sheet:
    """What is the same for everybody who looks at this; `lines` are drawn."""

    rows: list[Row]
    lines: list[SafeString]
    progress: SafeString
    page: Page[int] | None
    rejudges: list[tuple[datetime, dict[str, str]]]
    disqualified: list[Disqualification]


_shelf: Shelf[Sheet] = Shelf(64)
# A result changes a few lines of a board, and seldom those of the first ten: what looks as before is not drawn again.
_lines: Shelf[SafeString] = Shelf(4_000)
_drawings: Shelf[SafeString] = Shelf(64)


@dataclass(frozen=True)
class Board:
    """A leaderboard at a moment, for a reader who plays in this team or in none."""

    leaderboard: Leaderboard
    now: datetime
    team: Team | None
    look: Look

    @property
    def phase(self) -> Phase:
        return self.leaderboard.phase

    @property
    def edition(self) -> Edition:
        return self.phase.challenge.edition

    @property
    def is_final(self) -> bool:
        return is_final(self.leaderboard)

    @property
    def is_held(self) -> bool:
        return is_held(self.leaderboard)

    @property
    def frozen_at(self) -> datetime | None:
        return frozen_since(self.leaderboard, now=self.now)

    @property
    def primary(self) -> dict[str, Any]:
        return dict(primary_column(self.leaderboard.columns))

    @property
    def columns(self) -> list[dict[str, Any]]:
        """The one that ranks first."""
        return sorted(self.leaderboard.columns, key=lambda column: not column["primary"])

    @property
    def span(self) -> Span:
        """From the opening until now or the close."""
        return Span.until(self.now, start=self.phase.opens_at, close=self.phase.closes_at)

    def version(self, *told: object) -> str:
        """Of what everybody sees, in this language and of this look; `told` is what else decides."""
        look = self.look
        around = look.around.pk if look.around else ""
        asked = (get_language(), look.asked.needle, look.asked.baselines, look.number, around)
        return version_of(self.leaderboard, *asked, *told, now=self.now)

    def sheet(self) -> tuple[Sheet, Row | None]:
        """What everybody sees, and the reader's own row."""
        version = self.version()
        sheet = _shelf.get(version)
        if sheet is None:
            sheet, own = self._draw()
            _shelf.keep(version, sheet)
            return sheet, own
        if self.team is None:
            return sheet, None
        own = next((row for row in sheet.rows if row.team_id == self.team.pk), None)
        return sheet, own or row_of(self.leaderboard, self.team)

    def lines(self, rows: Sequence[Row], *, are_own: bool = False) -> list[SafeString]:
        """The rows, each drawn, or as drawn before."""
        beside = (get_language(), self.columns, self.span, self.is_final, self.edition.timezone, are_own)
        keys = [repr((beside, row)) for row in rows]
        drawn = {key: line for key in keys if (line := _lines.get(key))}
        missing = {key: row for key, row in zip(keys, rows, strict=True) if key not in drawn}
        for key, line in zip(missing, self._drawn(list(missing.values()), are_own=are_own), strict=True):
            _lines.keep(key, line)
            drawn[key] = line
        return [drawn[key] for key in keys]

    def _drawn(self, rows: Sequence[Row], *, are_own: bool) -> list[SafeString]:
        """All by one template, which takes half the time of one for each."""
        if not rows:
            return []
        better, span = self.primary["better"], self.span
        columns = [(column["key"], column["decimals"]) for column in self.columns]
        lines = [
            Line(row, [(row.values.get(key), decimals) for key, decimals in columns], history, are_own)
            for row in rows
            for history in [spark(row.history, better=better, span=span)]
        ]
        told = {"lines": lines, "is_final": self.is_final, "edition": self.edition, "edge": EDGE}
        return [SafeString(drawn) for drawn in get_template(LINES).render(told).split(EDGE)[:-1]]

    def progress(self, sheet: Sheet, own: Row | None) -> SafeString:
        """The drawing of the first ten; another one where the reader's team is among them."""
        if not sheet.progress or own is None or own.team_id not in {row.team_id for row in sheet.rows}:
            return sheet.progress
        return self._progress(sheet.rows, rejudged=[moment for moment, _ in sheet.rejudges], own=own.team_id)

    def _draw(self) -> tuple[Sheet, Row | None]:
        page, offset, limit = self._stretch()
        rows, own = shown_page(self.leaderboard, offset=offset, limit=limit, asked=self.look.asked, team=self.team)
        rejudges = [(one.applied_at, one.reason) for one in applied_rejudges(self.phase) if one.applied_at]
        is_top = not (offset or self.look.asked.needle or self.look.around)
        drawing = self._progress(rows, rejudged=[moment for moment, _ in rejudges]) if is_top else SafeString()
        sheet = Sheet(
            rows=rows,
            lines=self.lines(rows),
            progress=drawing,
            page=page,
            rejudges=rejudges,
            disqualified=list(standing_disqualifications(self.phase)),
        )
        return sheet, own

    def _stretch(self) -> tuple[Page[int] | None, int, int]:
        """The page, and which lines are on it."""
        if self.look.around:
            before = lines_before(self.leaderboard, self.look.around) or 0
            return None, max(0, before - AROUND), 2 * AROUND + 1
        paginator = Paginator(range(count_rows(self.leaderboard, asked=self.look.asked)), A_PAGE)
        page: Page[int] = paginator.get_page(self.look.number)
        return page, max(0, page.start_index() - 1), A_PAGE

    def _progress(self, rows: Sequence[Row], *, rejudged: list[datetime], own: UUID | None = None) -> SafeString:
        told = Told(
            rows=rows,
            better=self.primary["better"],
            span=self.span,
            zone=self.edition.timezone,
            rejudges=rejudged,
            frozen_at=self.frozen_at,
            own=own,
        )
        key = repr((get_language(), replace(told, rows=[*told.tracks, *told.baselines]), self.primary))
        drawn = _drawings.get(key)
        if drawn is None:
            drawn = self._drawing(told)
            _drawings.keep(key, drawn)
        return drawn

    def _drawing(self, told: Told) -> SafeString:
        drawings = [drawing for frame in progress.FRAMES if (drawing := progress.draw(told, frame))]
        if not drawings:
            return SafeString()
        context = {"drawings": drawings, "tracks": drawings[0].tracks, "primary": self.primary, "edition": self.edition}
        return SafeString(get_template(PROGRESS).render(context))


def in_sight(sheet: Sheet, own: Row | None, *, board: Board) -> tuple[list[SafeString], str]:
    """The lines of a page with the reader's own marked; where that stands elsewhere it is the first or the last, which
    the word says."""
    if own is None:
        return sheet.lines, ""
    [drawn] = board.lines([own], are_own=True)
    place = _place_of(sheet.rows, own.team_id)
    if place is not None:
        return [*sheet.lines[:place], drawn, *sheet.lines[place + 1 :]], ""
    if board.look.asked.needle or not sheet.rows:
        return sheet.lines, ""
    if own.rank is not None and any(row.rank is not None and own.rank < row.rank for row in sheet.rows):
        return [drawn, *sheet.lines], "before"
    return [*sheet.lines, drawn], "after"


def _place_of(rows: Sequence[Row], team: UUID) -> int | None:
    return next((place for place, row in enumerate(rows) if row.team_id == team), None)
