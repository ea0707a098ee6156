"""The dark pages of an evening on paper: French from the left and Arabic from the right, in the middle of each page."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from challenges.ceremony.script import Texts
from datasets.risk.fonts import find_faces
from datasets.risk.paper import Colour, Paper, Style

# Tells of every table of every typeface that it makes smaller.
logging.getLogger("fontTools").setLevel(logging.WARNING)
NIGHT: Colour = (4, 16, 26)
WHITE: Colour = (243, 248, 250)
SOFT: Colour = (185, 205, 215)
ISOBATH: Colour = (44, 82, 102)
JURY: Colour = (143, 195, 220)
SIGNAL: Colour = (244, 146, 204)
GOLD: Colour = (246, 213, 138)
LOWEST = 184.0
"""Where a page of A4 that lies down ends, above its number."""
SCALES = (1.0, 0.92, 0.84, 0.76, 0.68, 0.6)
"""Of the type of a page: whatever is longer takes more pages."""
SMALLER = (0.54, 0.48, 0.42, 0.36)
Draw = Callable[["Slides", float], None]


class Slides(Paper):
    """A4 lying down, dark. `say_in` writes French from the left and Arabic from the right of the same page."""

    def __init__(self, *, foot: Sequence[str], at: date) -> None:
        super().__init__(find_faces(), language="fr", foot=foot, at=at)
        self.set_auto_page_break(auto=False)
        self.probe = self
        self.is_rehearsal = False

    def end_of(self, draw: Draw, *, scale: float) -> float:
        """Where this would end, drawn from here on: on a page that nobody sees."""
        self.probe.set_y(self.y)
        draw(self.probe, scale)
        return float(self.probe.y)

    def fits(self, draw: Draw, *, scale: float) -> bool:
        return self.end_of(draw, scale=scale) <= LOWEST

    def balanced(self, draw: Draw) -> None:
        """From here on, as large as there is room, and in the middle of what is left."""
        scale = next((one for one in (*SCALES, *SMALLER) if self.fits(draw, scale=one)), SMALLER[-1])
        self.gap(max(0.0, (LOWEST - self.end_of(draw, scale=scale)) / 2))
        draw(self, scale)

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
        self.say_in(text, _centred(style), language=letters_of(text))


def letters_of(text: str) -> str:
    """The language whose letters it is written in, for this paper."""
    return "ar" if any("\u0600" <= letter <= "\u06ff" for letter in text) else "fr"


def _centred(style: Style) -> Style:
    return replace(style, align="centre")
