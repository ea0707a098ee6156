"""Small charts for a notebook, drawn as SVG: nothing to install. Bars of named values, lines of named series."""

import math
from collections.abc import Mapping, Sequence
from html import escape

WIDTH, ROW, LEFT, RIGHT = 560, 26, 150, 90
TALL, TOP, BOTTOM, SIDE = 240, 16, 34, 56
INK, SOFT, COLOURS = "#22343f", "#c9d5db", ("#0b5c7d", "#c2562d", "#3f7d4e", "#7a5aa6", "#8a6d1f")


class Bars:
    """A horizontal bar for each label; values from 0."""

    def __init__(self, values: Mapping[str, float], *, unit: str = "") -> None:
        self.values = {str(label): float(value) for label, value in values.items()}
        self.unit = unit

    def _repr_svg_(self) -> str:
        most = max((abs(value) for value in self.values.values()), default=0) or 1
        rows = [self._row(place, *pair, most=most) for place, pair in enumerate(self.values.items())]
        return _svg("".join(rows), height=ROW * len(rows) + 8)

    def _row(self, place: int, label: str, value: float, *, most: float) -> str:
        y, width = 4 + ROW * place, (WIDTH - LEFT - RIGHT) * abs(value) / most
        return (
            f'<text x="{LEFT - 8}" y="{y + 17}" text-anchor="end" fill="{INK}">{escape(label)}</text>'
            f'<rect x="{LEFT}" y="{y + 4}" width="{width:.1f}" height="{ROW - 9}" rx="2" fill="{COLOURS[0]}"/>'
            f'<text x="{LEFT + width + 6:.1f}" y="{y + 17}" fill="{INK}">{value:,.4g} {escape(self.unit)}</text>'
        )


class Lines:
    """A line for each name over the same x, by default 0, 1, 2 and so on."""

    def __init__(
        self, series: Mapping[str, Sequence[float]], *, x: Sequence[float] | None = None, unit: str = ""
    ) -> None:
        self.series = {str(name): [float(value) for value in values] for name, values in series.items()}
        longest = max(map(len, self.series.values()))
        self.x = [float(value) for value in x] if x is not None else [float(place) for place in range(longest)]
        self.unit = unit

    def _repr_svg_(self) -> str:
        values = [value for line in self.series.values() for value in line]
        low = min(0.0, *values)
        step = _round_step((max(values) - low) / 4 or 1.0)
        levels = [step * place for place in range(math.floor(low / step), math.ceil(max(values) / step) + 1)]
        low, span = levels[0], levels[-1] - levels[0] or step
        parts = [self._level(level, low=low, span=span) for level in levels]
        parts += [self._line(place, low=low, span=span) for place in range(len(self.series))]
        ends = ((self.x[0], "start"), (self.x[-1], "end"))
        parts += [
            f'<text x="{self._across(x):.1f}" y="{TALL - 14}" text-anchor="{anchor}" fill="{INK}">{x:g}</text>'
            for x, anchor in ends
        ]
        return _svg("".join(parts), height=TALL)

    def _across(self, x: float) -> float:
        return SIDE + (WIDTH - SIDE - 110) * (x - self.x[0]) / ((self.x[-1] - self.x[0]) or 1)

    def _level(self, value: float, *, low: float, span: float) -> str:
        y = TOP + (TALL - TOP - BOTTOM) * (1 - (value - low) / span)
        said = f"{value:.3g} {escape(self.unit)}"
        return (
            f'<path d="M{SIDE} {y:.1f}H{WIDTH - 110}" stroke="{SOFT}"/>'
            f'<text x="{SIDE - 6}" y="{y + 4:.1f}" text-anchor="end" fill="{INK}">{said}</text>'
        )

    def _line(self, place: int, *, low: float, span: float) -> str:
        name, values = list(self.series.items())[place]
        height, colour = TALL - TOP - BOTTOM, COLOURS[place % len(COLOURS)]
        points = [
            f"{self._across(x):.1f},{TOP + height * (1 - (y - low) / span):.1f}"
            for x, y in zip(self.x, values, strict=False)
        ]
        return (
            f'<polyline points="{" ".join(points)}" fill="none" stroke="{colour}" stroke-width="2"/>'
            f'<text x="{WIDTH - 104}" y="{TOP + 12 + 18 * place}" fill="{colour}">{escape(name)}</text>'
        )


def _round_step(width: float) -> float:
    """The next of 1, 2, 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(width))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= width * 0.999)


def _svg(content: str, *, height: float) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}" '
        f'font-family="sans-serif" font-size="13"><rect width="100%" height="100%" fill="#f6fafb"/>{content}</svg>'
    )
