"""Draws figure.svg from the published training data: python figure.py RELEASE/data/train.csv > figure.svg

The share of boxes still in the yard, day by day (Kaplan-Meier), for importers that usually collect quickly, as others
do, or slowly. It has numbers only, no words, so that it serves every language, and it is legible at 390 px.
"""

import sys

import numpy as np
import pandas as pd

DAYS = range(22)
LIMIT = 7
PACES = ((0.0, 0.75), (0.75, 1.25), (1.25, 9.0))
LEFT, TOP, WIDTH, HEIGHT = 52, 18, 290, 190
MIDDLE = LEFT + WIDTH // 2
INK, LINE, PAPER = "#22343f", "#c9d5db", "#f6fafb"
COLORS = ("#2a7a5a", "#0b5c7d", "#c2562f")
LABELS = ((-10, 10, "end"), (10, -6, "start"), (10, -6, "start"))  # beside the point, clear of the other curves
BOX = "M-12 -6 h24 v12 h-24 z M-7 -3 v6 M-2.5 -3 v6 M2.5 -3 v6 M7 -3 v6"


def main(train: str) -> None:
    boxes = pd.read_csv(train)
    curves = [kaplan_meier(boxes[boxes["importer_pace"].between(low, high)]) for low, high in PACES]
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 260" font-family="sans-serif" font-size="13">',
        f'<rect width="360" height="260" rx="8" fill="{PAPER}"/>',
        *(grid_line(share) for share in (0, 25, 50, 75, 100)),
        *(day_mark(day) for day in (0, LIMIT, 14, 21)),
        *(drawn(curve, color, label=place) for curve, color, place in zip(curves, COLORS, LABELS, strict=True)),
        f'<path d="{BOX}" transform="translate({MIDDLE} 246)" fill="none" stroke="{INK}" stroke-width="1.5"/>',
        "</svg>",
    ]
    print("\n".join(parts))


def kaplan_meier(boxes: pd.DataFrame) -> np.ndarray:
    """The probability to be in the yard after each of the days."""
    stays, left = boxes["dwell_days"].to_numpy(), boxes["left"].to_numpy() == 1
    times, leaving = np.unique(stays[left], return_counts=True)
    followed = len(stays) - np.searchsorted(np.sort(stays), times)
    curve = np.concatenate([[1.0], np.cumprod(1 - leaving / followed)])
    return curve[np.searchsorted(times, DAYS, side="right")]


def across(day: float) -> float:
    return LEFT + WIDTH * day / DAYS[-1]


def height(share: float) -> float:
    return TOP + HEIGHT * (1 - share)


def grid_line(percent: int) -> str:
    y = height(percent / 100)
    return (
        f'<path d="M{LEFT} {y:.1f}h{WIDTH}" stroke="{LINE}"/>'
        f'<text x="{LEFT - 8}" y="{y + 4.5:.1f}" text-anchor="end" fill="{INK}">{percent} %</text>'
    )


def day_mark(day: int) -> str:
    x = across(day)
    dashed = f'<path d="M{x:.1f} {TOP}v{HEIGHT}" stroke="{INK}" stroke-dasharray="4 4"/>' if day == LIMIT else ""
    return f'{dashed}<text x="{x:.1f}" y="{TOP + HEIGHT + 19}" text-anchor="middle" fill="{INK}">{day}</text>'


def drawn(curve: np.ndarray, color: str, *, label: tuple[int, int, str]) -> str:
    """The curve, and its share at the limit."""
    right, down, anchor = label
    points = " ".join(f"{across(day):.1f},{height(share):.1f}" for day, share in zip(DAYS, curve, strict=True))
    x, y = across(LIMIT), height(curve[LIMIT])
    return (
        f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="3" stroke-linejoin="round"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{color}"/>'
        f'<text x="{x + right:.1f}" y="{y + down:.1f}" text-anchor="{anchor}" font-weight="bold" fill="{color}">'
        f"{100 * curve[LIMIT]:.0f} %</text>"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
