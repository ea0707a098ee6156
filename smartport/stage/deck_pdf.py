"""The whole evening as a PDF: a page a step, French and Arabic beside each other, as a hall shows them."""

import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import Any

from challenges.ceremony.script import Texts
from datasets.risk.fonts import find_faces
from datasets.risk.paper import MARGIN, Colour, Paper, Style
from smartport.stage.words import WORDS, in_all_languages, name_of_kind, place_of

# Tells of every table of every typeface that it makes smaller.
logging.getLogger("fontTools").setLevel(logging.WARNING)
NIGHT: Colour = (4, 16, 26)
WHITE: Colour = (243, 248, 250)
SOFT: Colour = (185, 205, 215)
ISOBATH: Colour = (44, 82, 102)
JURY: Colour = (143, 195, 220)
SIGNAL: Colour = (244, 146, 204)
GOLD: Colour = (246, 213, 138)
GRAND, BIG, BODY = 34.0, 26.0, 15.0
LOWEST = 176.0
"""Where a page of A4 that lies down ends, above its number."""
Shows = Mapping[str, Any]


class Slides(Paper):
    """A4 lying down, dark. `say_in` writes French from the left and Arabic from the right of the same page."""

    def __init__(self, *, foot: Sequence[str], at: date) -> None:
        super().__init__(find_faces(), language="fr", foot=foot, at=at)
        self.set_auto_page_break(auto=False)

    def header(self) -> None:
        self.set_fill_color(*NIGHT)
        self.rect(0, 0, self.w, self.h, style="F")

    def footer(self) -> None:
        self.set_y(-14)
        small = Style(size=9, colour=SOFT)
        for line in self.foot:
            self.say(line, small, width=self.inner - 30)
        self.set_y(-14)
        self.say(f"{self.page_no()} / {{nb}}", Style(size=9, colour=SOFT, align="end"), x=self.inner - 30, width=30)

    def say_in(self, text: str, style: Style, *, language: str, x: float = 0.0, width: float | None = None) -> None:
        """As `say`, in the letters of this language; `x` counts from the left."""
        width = self.inner - x if width is None else width
        is_arabic = language == "ar"
        self.language, self.is_rtl = language if is_arabic else "fr", is_arabic
        self.own, other = ("arabic", "latin") if is_arabic else ("latin", "arabic")
        self.set_fallback_fonts([other], exact_match=True)
        self.say(text, style, x=self.inner - x - width if is_arabic else x, width=width)
        self.language, self.is_rtl, self.own = "fr", False, "latin"
        self.set_fallback_fonts(["arabic"], exact_match=True)

    def both(self, texts: Texts, style: Style) -> None:
        """French at the left, Arabic at the right; one alone stands in the middle."""
        french, arabic = (texts.get(language, "").strip() for language in ("fr", "ar"))
        alone = french or arabic or next(filter(None, texts.values()), "")
        if not (french and arabic) or french == arabic:
            self.name(alone, style)
            return
        half, top = self.inner / 2 - 6, self.y
        self.say_in(french, style, language="fr", width=half)
        lowest = self.y
        self.set_y(top)
        self.say_in(arabic, style, language="ar", x=half + 12, width=half)
        self.set_y(max(lowest, self.y))

    def stacked(self, texts: Texts, style: Style) -> None:
        """One above the other, in the middle."""
        seen: list[str] = []
        for language in ("fr", "ar"):
            text = texts.get(language, "").strip()
            if text and text not in seen:
                self.say_in(text, _centred(style), language=language)
                self.gap(3)
                seen.append(text)

    def name(self, text: str, style: Style) -> None:
        """Of a team or a person, in letters of whichever language it is, in the middle."""
        self.say_in(text, _centred(style), language=_letters_of(text))


def deck_pdf(script: Sequence[Mapping[str, Any]], *, title: Texts, is_rehearsal: bool, at: date) -> bytes:
    """Raises FontsMissing."""
    with closing(Slides(foot=[title.get("fr", "")], at=at)) as paper:
        paper.set_title(title.get("fr", ""))
        for step in script:
            paper.add_page(orientation="landscape")
            if is_rehearsal:
                _mark(paper)
            paper.set_y(MARGIN)
            PAGES.get(step["kind"], _awarded)(paper, step["shows"])
        return bytes(paper.output())


def _letters_of(text: str) -> str:
    return "ar" if any("\u0600" <= letter <= "\u06ff" for letter in text) else "fr"


def _centred(style: Style) -> Style:
    return replace(style, align="centre")


def _mark(paper: Slides) -> None:
    """A rehearsal can be taken for nothing else."""
    with paper.local_context(fill_opacity=0.22):
        for top in (34.0, 92.0, 150.0):
            paper.set_y(top)
            paper.both(in_all_languages(WORDS["rehearsal"]), Style(size=54, is_bold=True, colour=SIGNAL))
    paper.set_y(-24)
    paper.both(in_all_languages(WORDS["fake"]), Style(size=12, is_bold=True, colour=SIGNAL))


def _titled(paper: Slides, shows: Shows) -> None:
    paper.set_y(62)
    paper.stacked(shows.get("title", {}), Style(size=GRAND, is_bold=True, colour=WHITE))
    if shows.get("speaker"):
        paper.gap(6)
        paper.name(shows["speaker"], Style(size=BODY + 3, colour=GOLD))


def _award(paper: Slides, shows: Shows) -> None:
    paper.set_y(40)
    paper.stacked(name_of_kind(shows.get("kind", "")), Style(size=BODY, colour=SIGNAL))
    paper.gap(4)
    paper.stacked(shows.get("award", {}), Style(size=GRAND, is_bold=True, colour=WHITE))
    if shows.get("partner"):
        paper.gap(2)
        paper.name(shows["partner"], Style(size=BODY + 2, colour=GOLD))
    paper.gap(6)
    paper.both(shows.get("about", {}), Style(size=BODY, colour=SOFT))


def _awarded(paper: Slides, shows: Shows) -> None:
    """The award's name above, then whoever has a place in it, a board, or nobody yet."""
    paper.both(shows.get("award", {}), Style(size=18, is_bold=True, colour=WHITE))
    paper.gap(2)
    paper.rule(0, paper.inner, colour=ISOBATH, weight=0.6)
    paper.gap(7)
    if shows.get("rows"):
        _board(paper, shows["rows"], now=shows.get("now", ""))
        return
    if not shows.get("teams"):
        paper.gap(36)
        paper.stacked(in_all_languages(WORDS["given"]), Style(size=BIG, colour=WHITE))
        return
    rank = shows.get("rank")
    if rank:
        paper.stacked(place_of(rank), Style(size=20, is_bold=True, colour=WHITE))
    if len(shows["teams"]) > 1:
        paper.stacked(in_all_languages(WORDS["equal"]), Style(size=BODY, colour=SOFT))
    _teams(paper, shows["teams"], colour=WHITE if rank else GOLD)
    paper.gap(4)
    paper.both(shows.get("won", {}), Style(size=BODY + 2, is_bold=True, colour=GOLD))


def _teams(paper: Slides, teams: Sequence[Shows], *, colour: Colour) -> None:
    size = GRAND if len(teams) == 1 else BIG if len(teams) == 2 else 18
    for one in teams:
        paper.gap(4)
        paper.name(one["team"], Style(size=size, is_bold=True, colour=colour))
        if one.get("project"):
            paper.name(one["project"], Style(size=BODY, colour=WHITE))
        if len(teams) < 3:
            paper.gap(3)
            paper.both(one.get("citation", {}), Style(size=BODY - 1, colour=SOFT))


def _board(paper: Slides, rows: Sequence[Shows], *, now: str) -> None:
    each = min(14.0, (LOWEST - paper.y) / len(rows))
    names, bars = paper.inner * 0.5, paper.inner * 0.34
    for row in rows:
        top = paper.y
        told = row["second"] is not None
        if row["team"] == now:
            paper.box(0, top, paper.inner, each, colour=(38, 30, 48))
        paper.set_y(top + each / 2 - 3.4)
        letters = _letters_of(row["team"])
        bold = Style(size=13, is_bold=True, colour=WHITE, align="end" if letters == "ar" else "start")
        paper.say_in(_short(row["team"]), bold, language=letters, x=3, width=names)
        width = bars * row["points"] / 100
        paper.box(names + 4, top + each / 2 - 1.6, bars, 3.2, colour=(16, 38, 52))
        paper.box(names + 4, top + each / 2 - 1.6, width, 3.2, colour=SIGNAL if told else JURY)
        paper.set_y(top + each / 2 - 3.4)
        points = f"{row['points']:.2f}".replace(".", ",")
        tone = Style(size=13, is_bold=told, colour=WHITE if told else SOFT, align="end")
        paper.say_in(points, tone, language="fr", x=names + bars + 4, width=paper.inner - names - bars - 7)
        paper.set_y(top + each)
        paper.rule(0, paper.inner, colour=ISOBATH)


def _laureates(paper: Slides, shows: Shows) -> None:
    paper.both(in_all_languages(WORDS["laureates"]), Style(size=18, is_bold=True, colour=WHITE))
    paper.gap(2)
    paper.rule(0, paper.inner, colour=ISOBATH, weight=0.6)
    paper.gap(5)
    for award in shows.get("awards", ()):
        if paper.y > LOWEST - 16:
            paper.add_page(orientation="landscape")
            paper.set_y(MARGIN)
        top, names = paper.y, " · ".join(one["team"] for one in award["teams"])
        third = paper.inner * 0.27
        lows = []
        for text, style, language, x, width in (
            (award["award"].get("fr", ""), Style(size=11, colour=SOFT), "fr", 0.0, third),
            (names, Style(size=13, is_bold=True, colour=GOLD, align="centre"), _letters_of(names), third + 4, None),
            (award["award"].get("ar", ""), Style(size=11, colour=SOFT), "ar", paper.inner - third, third),
        ):
            paper.set_y(top)
            if text:
                paper.say_in(text, style, language=language, x=x, width=width or paper.inner - 2 * third - 8)
            lows.append(paper.y)
        paper.set_y(max(lows) + 3.5)


def _thanks(paper: Slides, shows: Shows) -> None:
    paper.set_y(58)
    paper.stacked(in_all_languages(WORDS["thanks"]), Style(size=GRAND, is_bold=True, colour=WHITE))
    paper.gap(6)
    paper.stacked(shows.get("title", {}), Style(size=BODY, colour=SOFT))
    paper.gap(4)
    paper.name(" · ".join(shows.get("partners", ())), Style(size=BODY, colour=GOLD))


def _short(name: str, most: int = 46) -> str:
    return name if len(name) <= most else f"{name[: most - 1]}…"


PAGES: Mapping[str, Callable[[Slides, Shows], None]] = {
    "welcome": _titled,
    "words": _titled,
    "award": _award,
    "laureates": _laureates,
    "thanks": _thanks,
}
