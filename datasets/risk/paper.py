"""An A4 paper in French or Arabic: what is measured from the start of the line is mirrored where one reads from right
to left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Literal

from fpdf import FPDF
from fpdf.enums import MethodReturnValue, XPos, YPos
from fpdf.fonts import TTFFont

from datasets.risk.fonts import Faces

Colour = tuple[int, int, int]
Align = Literal["start", "end", "centre"]

INK: Colour = (10, 38, 54)
SOFT: Colour = (67, 93, 107)
LINE: Colour = (203, 217, 223)
STRONG_LINE: Colour = (125, 152, 165)
GROUND: Colour = (235, 243, 246)
BEFORE: Colour = (143, 179, 194)
AFTER: Colour = (12, 58, 84)
TONES: dict[str, tuple[Colour, Colour]] = {
    "good": ((13, 95, 73), (230, 243, 238)),
    "warn": ((109, 74, 0), (250, 243, 223)),
    "bad": ((163, 39, 15), (252, 239, 235)),
}
MARGIN, FOOT = 18.0, 24.0
LEADING = {"fr": 1.32, "ar": 1.6}


@dataclass(frozen=True)
class Style:
    size: float = 9.5
    is_bold: bool = False
    colour: Colour = INK
    align: Align = "start"


BODY = Style()
NOTE = Style(size=8, colour=SOFT)
STRONG = Style(is_bold=True)


class Paper(FPDF):
    """Millimetres. `x` counts from the inner margin at the start of the line, `self.y` from the top of the page."""

    def __init__(self, faces: Faces, *, language: str, foot: Sequence[str], at: date) -> None:
        """`foot` is written under every page, before the page's number."""
        super().__init__(format="A4")
        self.is_rtl = language == "ar"
        self.language = language
        self.foot = foot
        self.set_margin(MARGIN)
        self.set_auto_page_break(auto=True, margin=FOOT)
        self.c_margin = 0
        self.set_creation_date(datetime.combine(at, time(), UTC))
        self.set_lang(language)
        own, other = ("arabic", "latin") if self.is_rtl else ("latin", "arabic")
        for family in (own, other):
            self.add_font(family, "", getattr(faces, family))
            self.add_font(family, "B", getattr(faces, f"{family}_bold"))
        self.own = own
        self.set_fallback_fonts([other], exact_match=True)

    @property
    def inner(self) -> float:
        """The width between the margins."""
        return float(self.epw)

    def left(self, x: float, width: float) -> float:
        """Where a box begins on the page, from the left edge."""
        return self.w - MARGIN - x - width if self.is_rtl else MARGIN + x

    def wear(self, style: Style) -> float:
        """Sets type and colour; the height of a line."""
        self.set_font(self.own, "B" if style.is_bold else "", style.size)
        self.set_text_color(*style.colour)
        return style.size * 0.3528 * LEADING[self.language]

    def say(self, text: str, style: Style = BODY, *, x: float = 0.0, width: float | None = None) -> None:
        """A paragraph at the current height; the next one stands under it."""
        width = self.inner - x if width is None else width
        line = self._wear_shaped(style, text)
        self.set_x(self.left(x, width))
        self.text(self.x, self.y, " ")  # fpdf2 loses the font of a line that begins in the other letters
        self.multi_cell(
            width, line, text, align=self._side(style.align), new_x=XPos.LMARGIN, new_y=YPos.NEXT, padding=0
        )

    def height_of(self, text: str, style: Style, *, width: float) -> float:
        line = self._wear_shaped(style, text)
        height = self.multi_cell(width, line, text, dry_run=True, output=MethodReturnValue.HEIGHT, padding=0)
        return float(str(height))

    def say_beside(self, cells: Sequence[tuple[str, float, float, Style]]) -> None:
        """Texts (text, x, width, style) beside each other; the next line stands under the longest."""
        top = self.y
        self.room(max(self.height_of(text, style, width=width) for text, _x, width, style in cells))
        top = self.y
        lowest = top
        for text, x, width, style in cells:
            self.set_y(top)
            self.say(text, style, x=x, width=width)
            lowest = max(lowest, self.y)
        self.set_y(lowest)

    def box(self, x: float, y: float, width: float, height: float, *, colour: Colour) -> None:
        """A filled box, `y` from the top of the page."""
        if width > 0 and height > 0:
            self.set_fill_color(*colour)
            self.rect(self.left(x, width), y, width, height, style="F")

    def rule(self, x: float, width: float, *, colour: Colour = LINE, weight: float = 0.2) -> None:
        """A line at the current height."""
        self.set_draw_color(*colour)
        self.set_line_width(weight)
        start = self.left(x, width)
        self.line(start, self.y, start + width, self.y)

    def room(self, height: float) -> bool:
        """A new page, unless so much is left of this one; whether there is one."""
        is_needed = self.y + height > self.h - FOOT
        if is_needed:
            self.add_page()
        return is_needed

    def gap(self, height: float) -> None:
        self.set_y(self.y + height)

    def footer(self) -> None:
        self.set_y(-FOOT + 6)
        self.rule(0, self.inner, colour=STRONG_LINE)
        self.gap(1.5)
        top = self.y
        small = Style(size=7, colour=SOFT)
        for line in self.foot:
            self.say(line, small, width=self.inner - 18)
        self.set_y(top)
        self.say(f"{self.page_no()} / {{nb}}", Style(size=8, colour=SOFT, align="end"), x=self.inner - 16, width=16)

    def close(self) -> None:
        """Gives back the files of the typefaces, which fpdf2 keeps open."""
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()

    def _wear_shaped(self, style: Style, text: str) -> float:
        """Numbers and Latin names alone run from left to right in every language."""
        line = self.wear(style)
        runs_right = self.is_rtl and any("\u0600" <= letter <= "\u06ff" for letter in text)
        self.set_text_shaping(use_shaping_engine=True, direction="rtl" if runs_right else "ltr")
        return line

    def _side(self, align: Align) -> str:
        if align == "centre":
            return "C"
        return "R" if (align == "end") != self.is_rtl else "L"
