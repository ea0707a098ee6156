"""Draws figure.svg from the published training data: python figure.py RELEASE/data/train.csv > figure.svg

The plan in order of arrival of one exercise. Above, a line for every ship that waits in the roads, from its arrival to
its entering; below, the five berths with a bar for every ship, hour by hour; grey bands are closures of the port. The
darker a ship, the more an hour of its wait costs. It has numbers only, no words, so that it serves every language.
"""

import sys

import pandas as pd

SHIPS, SHOWN = 24, 240  # of the exercises of this size, that in which the port is closed longest in so many hours
BERTHS = (180, 200, 200, 230, 230)  # metres, from the smallest to the largest
LEFT, RIGHT, TOP, BOTTOM = 54, 24, 14, 26
WAIT, GAP, BAR = 5, 10, 28  # heights of a waiting line, of what lies between the halves, and of a berth
WIDTH = 360
GRID_HOURS = 72
SHADES = ("#9cc4d6", "#5b9fbb", "#2a7b9b", "#0b5c7d", "#083f57")
INK, LINE, BAND, PAPER = "#22343f", "#c9d5db", "#d9dee1", "#f6fafb"
FONT = 'font-family="sans-serif" font-size="13"'
ANCHOR = "M0 -7a2 2 0 1 1 0 4a2 2 0 1 1 0 -4M0 -3v10M-4 0h8M-6 3a6 6 0 0 0 12 0"


def main(train: str) -> None:
    ships = stormy(pd.read_csv(train, dtype={"closed_h": "str"}).fillna({"closed_h": ""}))
    last = (int((ships["enters_h"] + ships["handling_h"]).max()) // GRID_HOURS + 1) * GRID_HOURS
    waiting = ships[ships["waited_h"] > 0]
    quay = TOP + WAIT * len(waiting) + GAP
    height = quay + BAR * len(BERTHS) + BOTTOM
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" {FONT}>',
        f'<rect width="{WIDTH}" height="{height}" rx="8" fill="{PAPER}"/>',
        *(closure(spell, last, bottom=height - BOTTOM) for spell in ships["closed_h"].iloc[0].split()),
        *(grid_line(hour, last, bottom=height - BOTTOM) for hour in range(0, last + 1, GRID_HOURS)),
        anchor(y=(TOP + quay) / 2),
        *(wait(ship, last, y=TOP + WAIT * place) for place, ship in enumerate(waiting.itertuples())),
        *(berth(number, length, y=quay + BAR * number) for number, length in enumerate(BERTHS)),
        *(stay(ship, last, y=quay + BAR * (ship.fcfs_berth - 1)) for ship in ships.itertuples()),
        "</svg>",
    ]
    print("\n".join(parts))


def stormy(train: pd.DataFrame) -> pd.DataFrame:
    """The ships of the exercise in order of arrival, with a shade for the cost of each."""
    shades = pd.qcut(train["cost_per_h"], len(SHADES), labels=list(SHADES)).astype("str")
    closed = train.groupby("instance")["closed_h"].agg(["size", "first"])
    closed = closed[closed["size"] == SHIPS]["first"].map(closed_hours)
    told = train.assign(shade=shades, enters_h=train["arrives_h"] + train["waited_h"])
    return told[train["instance"] == closed.idxmax()].sort_values(["arrives_h", "enters_h"])


def closed_hours(text: str) -> int:
    spells = [tuple(map(int, spell.split("-"))) for spell in text.split()]
    return sum(min(ends, SHOWN) - min(begins, SHOWN) for begins, ends in spells)


def across(hour: float, last: int) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * min(hour, last) / last


def closure(spell: str, last: int, *, bottom: float) -> str:
    begins, ends = (across(int(hour), last) for hour in spell.split("-"))
    return f'<rect x="{begins:.1f}" y="{TOP}" width="{ends - begins:.1f}" height="{bottom - TOP}" fill="{BAND}"/>'


def grid_line(hour: int, last: int, *, bottom: float) -> str:
    x = across(hour, last)
    return (
        f'<path d="M{x:.1f} {TOP}V{bottom}" stroke="{LINE}"/>'
        f'<text x="{x:.1f}" y="{bottom + 18}" text-anchor="middle" fill="{INK}">{hour} h</text>'
    )


def anchor(*, y: float) -> str:
    place = f'transform="translate({LEFT / 2} {y:.1f})"'
    return f'<path d="{ANCHOR}" {place} fill="none" stroke="{INK}" stroke-width="1.5"/>'


def wait(ship: object, last: int, *, y: float) -> str:
    begins, ends = across(ship.arrives_h, last), across(ship.enters_h, last)
    return f'<rect x="{begins:.1f}" y="{y}" width="{ends - begins:.1f}" height="{WAIT - 2}" fill="{ship.shade}"/>'


def berth(number: int, length: int, *, y: float) -> str:
    return (
        f'<path d="M{LEFT} {y + BAR}H{WIDTH - RIGHT}" stroke="{LINE}"/>'
        f'<text x="{LEFT - 6}" y="{y + BAR / 2 + 4.5}" text-anchor="end" fill="{INK}">{length} m</text>'
    )


def stay(ship: object, last: int, *, y: float) -> str:
    begins = across(ship.enters_h, last)
    ends = across(ship.enters_h + ship.handling_h, last)
    return (
        f'<rect x="{begins:.1f}" y="{y + 4}" width="{ends - begins:.1f}" height="{BAR - 7}" rx="3" '
        f'fill="{ship.shade}" stroke="{PAPER}"/>'
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
