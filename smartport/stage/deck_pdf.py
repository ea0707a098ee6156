"""The whole evening as a PDF: a page a step, French and Arabic beside each other, as a hall shows them."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import date
from functools import partial
from typing import Any

from challenges.ceremony.script import Texts
from datasets.risk.paper import MARGIN, Style
from smartport.stage.slides import (
    GOLD,
    ISOBATH,
    JURY,
    LOWEST,
    SCALES,
    SIGNAL,
    SOFT,
    WHITE,
    Slides,
    letters_of,
)
from smartport.stage.words import WORDS, in_all_languages, name_of_kind, place_of

GRAND, BIG, BODY = 34.0, 26.0, 15.0
ROW_SIZES = (13.0, 12.0, 11.0, 10.0, 9.0, 8.0, 7.0)
Shows = Mapping[str, Any]


def deck_pdf(script: Sequence[Mapping[str, Any]], *, title: Texts, is_rehearsal: bool, at: date) -> bytes:
    """Raises FontsMissing."""
    foot = [title.get("fr", "")]
    with closing(Slides(foot=foot, at=at)) as paper, closing(Slides(foot=foot, at=at)) as probe:
        paper.set_title(title.get("fr", ""))
        paper.probe = probe
        probe.add_page(orientation="landscape")
        for step in script:
            paper.is_rehearsal = is_rehearsal
            _page(paper)
            PAGES.get(step["kind"], _awarded)(paper, step["shows"])
        return bytes(paper.output())


def _page(paper: Slides) -> None:
    paper.add_page(orientation="landscape")
    if paper.is_rehearsal:
        _mark(paper)
    paper.set_y(MARGIN)


def _mark(paper: Slides) -> None:
    """A rehearsal can be taken for nothing else."""
    with paper.local_context(fill_opacity=0.22):
        for top in (34.0, 92.0, 150.0):
            paper.set_y(top)
            paper.both(in_all_languages(WORDS["rehearsal"]), Style(size=54, is_bold=True, colour=SIGNAL))
    paper.set_y(-24)
    paper.both(in_all_languages(WORDS["fake"]), Style(size=12, is_bold=True, colour=SIGNAL))


def _titled(paper: Slides, shows: Shows) -> None:
    def draw(on: Slides, scale: float) -> None:
        on.stacked(shows.get("title", {}), Style(size=GRAND * scale, is_bold=True, colour=WHITE))
        if shows.get("speaker"):
            on.gap(6 * scale)
            on.name(shows["speaker"], Style(size=(BODY + 3) * scale, colour=GOLD))

    paper.balanced(draw)


def _award(paper: Slides, shows: Shows) -> None:
    def draw(on: Slides, scale: float) -> None:
        on.stacked(name_of_kind(shows.get("kind", "")), Style(size=BODY * scale, colour=SIGNAL))
        on.gap(4 * scale)
        on.stacked(shows.get("award", {}), Style(size=GRAND * scale, is_bold=True, colour=WHITE))
        if shows.get("partner"):
            on.gap(2 * scale)
            on.name(shows["partner"], Style(size=(BODY + 2) * scale, colour=GOLD))
        on.gap(6 * scale)
        on.both(shows.get("about", {}), Style(size=BODY * scale, colour=SOFT))

    paper.balanced(draw)


def _awarded(paper: Slides, shows: Shows) -> None:
    """The award's name above, then whoever has a place in it, a board, or nobody yet."""
    _headed(paper, shows)
    if shows.get("rows"):
        _board(paper, shows["rows"], now=shows.get("now", ""))
        return
    if not shows.get("teams"):
        given = in_all_languages(WORDS["given"])
        paper.balanced(lambda on, scale: on.stacked(given, Style(size=BIG * scale, colour=WHITE)))
        return
    together = partial(_told, shows=shows, teams=shows["teams"], is_cited=True)
    if len(shows["teams"]) == 1 or paper.fits(together, scale=SCALES[-1]):
        paper.balanced(together)
        return
    paper.balanced(partial(_told, shows=shows, teams=shows["teams"], is_cited=False))
    for one in shows["teams"]:
        _page(paper)
        _headed(paper, shows)
        paper.balanced(partial(_told, shows=shows, teams=[one], is_cited=True))


def _headed(paper: Slides, shows: Shows) -> None:
    paper.both(shows.get("award", {}), Style(size=18, is_bold=True, colour=WHITE))
    paper.gap(2)
    paper.rule(0, paper.inner, colour=ISOBATH, weight=0.6)
    paper.gap(7)


def _told(paper: Slides, scale: float, *, shows: Shows, teams: Sequence[Shows], is_cited: bool) -> None:
    rank = shows.get("rank")
    if rank:
        paper.stacked(place_of(rank), Style(size=20 * scale, is_bold=True, colour=WHITE))
    if len(shows["teams"]) > 1:
        paper.stacked(in_all_languages(WORDS["equal"]), Style(size=BODY * scale, colour=SOFT))
    size = GRAND if len(teams) == 1 else BIG if len(teams) == 2 else 22
    for one in teams:
        paper.gap(5 * scale)
        paper.name(one["team"], Style(size=size * scale, is_bold=True, colour=WHITE if rank else GOLD))
        if one.get("project"):
            paper.gap(1 * scale)
            paper.name(one["project"], Style(size=BODY * scale, colour=WHITE))
        if is_cited:
            paper.gap(3 * scale)
            paper.both(one.get("citation", {}), Style(size=(BODY - 1) * scale, colour=SOFT))
    paper.gap(6 * scale)
    paper.both(shows.get("won", {}), Style(size=(BODY + 2) * scale, is_bold=True, colour=GOLD))


def _board(paper: Slides, rows: Sequence[Shows], *, now: str) -> None:
    each = min(16.0, (LOWEST - paper.y) / len(rows))
    paper.gap((LOWEST - paper.y - each * len(rows)) / 2)
    names, bars = paper.inner * 0.58, paper.inner * 0.28
    for row in rows:
        top = paper.y
        told = row["second"] is not None
        if row["team"] == now:
            paper.box(0, top, paper.inner, each, colour=(38, 30, 48))
        _row_name(paper, row["team"], middle=top + each / 2, width=names)
        width = bars * row["points"] / 100
        paper.box(names + 4, top + each / 2 - 1.6, bars, 3.2, colour=(16, 38, 52))
        paper.box(names + 4, top + each / 2 - 1.6, width, 3.2, colour=SIGNAL if told else JURY)
        paper.set_y(top + each / 2 - 3.4)
        points = f"{row['points']:.2f}".replace(".", ",")
        tone = Style(size=13, is_bold=told, colour=WHITE if told else SOFT, align="end")
        paper.say_in(points, tone, language="fr", x=names + bars + 4, width=paper.inner - names - bars - 7)
        paper.set_y(top + each)
        paper.rule(0, paper.inner, colour=ISOBATH)


def _row_name(paper: Slides, name: str, *, middle: float, width: float) -> None:
    """On one line, in the largest type in which it has one."""
    letters = letters_of(name)
    for size in ROW_SIZES:
        style = Style(size=size, is_bold=True, colour=WHITE, align="end" if letters == "ar" else "start")
        say = partial(Slides.say_in, text=name, style=style, language=letters, x=3, width=width)
        height = paper.end_of(lambda on, _scale, say=say: say(on), scale=1.0) - paper.y  # type: ignore[misc]
        if height < size * 0.3528 * 2 or size == ROW_SIZES[-1]:
            paper.set_y(middle - height / 2)
            say(paper)
            return


def _laureates(paper: Slides, shows: Shows) -> None:
    _headed(paper, {"award": in_all_languages(WORDS["laureates"])})
    lines = [partial(_summed_up, award=award) for award in shows.get("awards", ())]

    def draw(on: Slides, scale: float) -> None:
        for line in lines:
            line(on, scale)

    if paper.fits(draw, scale=1.0):
        paper.balanced(draw)
        return
    begun = paper.y
    for line in lines:
        if paper.y > begun and not paper.fits(line, scale=1.0):
            _page(paper)
            begun = paper.y
        line(paper, 1.0)


def _summed_up(paper: Slides, _scale: float, *, award: Shows) -> None:
    """French at the left, Arabic at the right, whom it honours between them, each on a line of its own."""
    third = paper.inner * 0.27
    cells = [
        (award["award"].get("fr", ""), Style(size=11, colour=SOFT), "fr", 0.0, third),
        (award["award"].get("ar", ""), Style(size=11, colour=SOFT), "ar", paper.inner - third, third),
    ]
    top, lows = paper.y, []
    for text, style, language, x, width in cells:
        paper.set_y(top)
        if text:
            paper.say_in(text, style, language=language, x=x, width=width)
        lows.append(paper.y)
    paper.set_y(top)
    named = Style(size=13, is_bold=True, colour=GOLD, align="centre")
    for one in award["teams"]:
        paper.say_in(
            one["team"], named, language=letters_of(one["team"]), x=third + 4, width=paper.inner - 2 * third - 8
        )
    paper.set_y(max(*lows, paper.y) + 3.5)


def _thanks(paper: Slides, shows: Shows) -> None:
    def draw(on: Slides, scale: float) -> None:
        on.stacked(in_all_languages(WORDS["thanks"]), Style(size=GRAND * scale, is_bold=True, colour=WHITE))
        on.gap(6 * scale)
        on.stacked(shows.get("title", {}), Style(size=BODY * scale, colour=SOFT))
        on.gap(4 * scale)
        on.name(" · ".join(shows.get("partners", ())), Style(size=BODY * scale, colour=GOLD))

    paper.balanced(draw)


PAGES: Mapping[str, Callable[[Slides, Shows], None]] = {
    "welcome": _titled,
    "words": _titled,
    "award": _award,
    "laureates": _laureates,
    "thanks": _thanks,
}
