"""Draws figure.svg from the published training data: python figure.py RELEASE/data/train.csv > figure.svg

Waiting hours by the number of ships already in the roads: median and 10-90% band. It has numbers only, no words, so
that it serves every language, and it is legible at 390 px.
"""

import sys

import pandas as pd

MOST_SHIPS = 7
LEVELS = (0.1, 0.5, 0.9)
LEFT, TOP, WIDTH, HEIGHT = 52, 18, 294, 190
STEP = WIDTH / (MOST_SHIPS + 1)
GRID_HOURS = 48
SHIP = "M-9 0 h18 l-3 6 h-12 z M-4 -1 v-6 h7 v6 z"
INK, LINE, BAND, DEEP, PAPER = "#22343f", "#c9d5db", "#9cc4d6", "#0b5c7d", "#f6fafb"


def main(train: str) -> None:
    calls = pd.read_csv(train)
    quantiles = calls.groupby("roads_ships")["waiting_hours"].quantile(list(LEVELS)).unstack().loc[:MOST_SHIPS]
    top = (int(quantiles[0.9].max()) // GRID_HOURS + 1) * GRID_HOURS
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 260" font-family="sans-serif" font-size="13">',
        f'<rect width="360" height="260" rx="8" fill="{PAPER}"/>',
        *(grid_line(hours, top) for hours in range(0, top + 1, GRID_HOURS)),
        *(column(ships, row, top) for ships, row in quantiles.iterrows()),
        f'<path d="{SHIP}" transform="translate({LEFT + WIDTH / 2:.0f} 248)" fill="{DEEP}"/>',
        "</svg>",
    ]
    print("\n".join(parts))


def height(hours: float, top: int) -> float:
    return TOP + HEIGHT * (1 - hours / top)


def grid_line(hours: int, top: int) -> str:
    y = height(hours, top)
    return (
        f'<path d="M{LEFT} {y:.1f}h{WIDTH}" stroke="{LINE}"/>'
        f'<text x="{LEFT - 8}" y="{y + 4.5:.1f}" text-anchor="end" fill="{INK}">{hours} h</text>'
    )


def column(ships: int, row: pd.Series, top: int) -> str:
    middle = LEFT + STEP * (ships + 0.5)
    low, median, high = (height(row[level], top) for level in LEVELS)
    return (
        f'<rect x="{middle - 10:.1f}" y="{high:.1f}" width="20" height="{low - high:.1f}" rx="3" fill="{BAND}"/>'
        f'<path d="M{middle - 12:.1f} {median:.1f}h24" stroke="{DEEP}" stroke-width="3"/>'
        f'<text x="{middle:.1f}" y="{TOP + HEIGHT + 19}" text-anchor="middle" fill="{INK}">{ships}</text>'
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
