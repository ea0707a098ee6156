"""One landscape A4 page on which texts of both directions of writing stand: millimetres, from the top left corner."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from math import cos, pi, sin
from pathlib import Path

from fpdf import FPDF
from fpdf.fonts import TTFFont

from datasets.risk.fonts import Faces

Colour = tuple[int, int, int]
WIDTH, HEIGHT = 297.0, 210.0
INK: Colour = (10, 38, 54)
SOFT: Colour = (67, 93, 107)
DEEP: Colour = (12, 58, 84)
ISOBATH: Colour = (143, 179, 194)
PALE: Colour = (226, 237, 242)
SIGNAL: Colour = (152, 18, 106)
POINT = 0.3528
LEADING = 1.3
SMALLEST = 11.0
# Letters that hold a text together and have no form of their own, for which typefaces draw a box.
_UNSEEN = (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
UNSEEN = str.maketrans(dict.fromkeys(map(chr, _UNSEEN)))


@dataclass(frozen=True)
class Type:
    """How a text is set: `is_display` is the face of titles and names."""

    size: float
    colour: Colour = INK
    is_bold: bool = False
    is_display: bool = False


class Sheet(FPDF):
    """A text is set in the direction of its own letters, whatever stands beside it."""

    def __init__(self, faces: Faces, *, at: date) -> None:
        super().__init__(orientation="L", format="A4")
        self.set_auto_page_break(auto=False)
        self.set_margin(0)
        self.c_margin = 0
        self.set_creation_date(datetime.combine(at, time(12), UTC))
        for family, regular, bold in (
            ("latin", faces.latin, faces.latin_bold),
            ("arabic", faces.arabic, faces.arabic_bold),
            ("display", _serif(faces.latin), _serif(faces.latin_bold)),
        ):
            self.add_font(family, "", regular)
            self.add_font(family, "B", bold)
        self.add_page()

    def line_of(self, text: str, style: Type, *, x: float, y: float, width: float, align: str = "C") -> float:
        """One line whose top is at `y`; the height where the next one begins."""
        text = text.translate(UNSEEN)
        height = self._wear(style, text)
        self.set_xy(x, y)
        self.text(x, y, " ")  # fpdf2 loses the font of a line that begins in the other letters
        self.cell(width, height, text, align=align)
        return y + height

    def lines_of(self, text: str, style: Type, *, x: float, y: float, width: float, align: str = "C") -> float:
        """As many lines as it takes; the height where the next text begins."""
        for line in self.broken(text, style, width=width):
            y = self.line_of(line, style, x=x, y=y, width=width, align=align)
        return y

    def broken(self, text: str, style: Type, *, width: float) -> list[str]:
        """Between words; a word longer than the line is broken where it has to be."""
        lines, line = [], ""
        for word in text.translate(UNSEEN).split(" "):
            if line and self.width_of(f"{line} {word}", style) > width:
                lines.append(line)
                line = ""
            line = f"{line} {word}".strip()
            while self.width_of(line, style) > width and len(line) > 1:
                fits = max(1, int(len(line) * width / self.width_of(line, style)) - 1)
                lines.append(line[:fits])
                line = line[fits:]
        return [*lines, line]

    def fitted(self, text: str, style: Type, *, width: float, lines: int = 1) -> Type:
        """The same, as much smaller as it takes to stand on so many lines."""
        while style.size > SMALLEST and len(self.broken(text, style, width=width)) > lines:
            style = replace(style, size=style.size - 1)
        return style

    def width_of(self, text: str, style: Type) -> float:
        self._wear(style, text)
        return float(self.get_string_width(text))

    def rule(self, x1: float, x2: float, y: float, *, colour: Colour = ISOBATH, weight: float = 0.3) -> None:
        """A level line."""
        self.set_draw_color(*colour)
        self.set_line_width(weight)
        self.line(x1, y, x2, y)

    def frame(self, inset: float, *, colour: Colour, weight: float) -> None:
        """Around the page."""
        self.set_draw_color(*colour)
        self.set_line_width(weight)
        self.rect(inset, inset, WIDTH - 2 * inset, HEIGHT - 2 * inset)

    def isobaths(self, inset: float, *, top: float, count: int) -> None:
        """Lines of equal depth, as on a chart, from one side of the frame to the other, down to its bottom."""
        self.set_draw_color(*PALE)
        self.set_line_width(0.35)
        step = (HEIGHT - inset - top) / count
        for number in range(count):
            self.polyline(_isobath(inset, top + number * step, swing=3.4 - 0.25 * number, phase=number * 0.55))

    def close(self) -> None:
        """Gives back the files of the typefaces, which fpdf2 keeps open."""
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()

    def _wear(self, style: Type, text: str) -> float:
        """Type and colour for these letters; the height of a line."""
        is_arabic = any("\u0600" <= letter <= "\u06ff" or "\ufb50" <= letter <= "\ufeff" for letter in text)
        latin = "display" if style.is_display else "latin"
        own, other = ("arabic", latin) if is_arabic else (latin, "arabic")
        self.set_fallback_fonts([other], exact_match=True)
        self.set_font(own, "B" if style.is_bold else "", style.size)
        self.set_text_color(*style.colour)
        first = next((letter for letter in text if letter.isalpha()), "")
        runs_left = is_arabic and "\u0600" <= first <= "\ufeff"
        self.set_text_shaping(use_shaping_engine=True, direction="rtl" if runs_left else "ltr")
        return style.size * POINT * (LEADING + 0.25 * is_arabic)


def _isobath(inset: float, y: float, *, swing: float, phase: float) -> Sequence[tuple[float, float]]:
    places = [inset + (WIDTH - 2 * inset) * part / 120 for part in range(121)]
    lowest = HEIGHT - inset
    return [(x, min(lowest, y + swing * (sin(x / 31 + phase) + 0.5 * cos(x / 17 * pi / 2 - phase)))) for x in places]


def _serif(face: Path) -> Path:
    """The face with serifs of the same family, where it is installed."""
    found = face.with_name(face.name.replace("Sans", "Serif"))
    return found if found.is_file() else face
