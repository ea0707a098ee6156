"""Draws figure.svg from the published training data: python figure.py RELEASE/data/train.csv > figure.svg

A pollution rose of the grain terminal (ST2, in the middle): mean PM10 by the direction that the wind blows from, when
much is handled at the dusty quays (dark) and when little is (light; the key is in tonnes an hour), in hours without
rain or Saharan dust. The rings are µg/m³, the ship shows where the quays lie. It has numbers only, no words or units,
so that it serves every language, and it is legible at 390 px.
"""

import sys
from math import cos, radians, sin

import pandas as pd

STATION = "ST2"
QUAYS = ["cer_t_h", "vra_t_h", "pho_t_h"]
MUCH, LITTLE = 1800, 600  # tonnes an hour
SECTOR = 45
RINGS = (40, 80, 120)
EAST, NORTH, REACH = 180, 126, 0.84  # the middle of the rose, and pixels for a µg/m³
SHIP = "M-9 0 h18 l-3 6 h-12 z M-4 -1 v-6 h7 v6 z"
SHIP_FROM, SHIP_AT = 62, 122  # degrees, and pixels from the middle
INK, LINE, BAND, DEEP, PAPER = "#22343f", "#c9d5db", "#9cc4d6", "#0b5c7d", "#f6fafb"


def main(train: str) -> None:
    much, little = by_sector(pd.read_csv(train))
    east, north = place(SHIP_FROM, SHIP_AT)
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 260" font-family="sans-serif" font-size="13">',
        f'<rect width="360" height="260" rx="8" fill="{PAPER}"/>',
        *(petal(sector, mean, DEEP) for sector, mean in much.items()),
        *(petal(sector, mean, BAND) for sector, mean in little.items()),
        *(ring(level) for level in RINGS),
        *(degrees(direction) for direction in (0, 90, 180, 270)),
        f'<path d="{SHIP}" transform="translate({east:.0f} {north:.0f}) scale(1.4)" fill="{DEEP}"/>',
        key(24, DEEP, f"{MUCH}+"),
        key(46, BAND, f"0-{LITTLE}"),
        "</svg>",
    ]
    print("\n".join(parts))


def by_sector(hours: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Mean PM10 by the middle of the sector in degrees, when much is handled and when little is."""
    here = hours[(hours["station"] == STATION) & (hours["rain_mm"] == 0) & (hours["dust_ugm3"] == 0)]
    sector = ((here["wind_from_deg"] + SECTOR / 2) % 360 // SECTOR * SECTOR).astype(int)
    handled = here[QUAYS].sum(axis=1)
    much, little = (here["pm10"][chosen].groupby(sector).mean() for chosen in (handled >= MUCH, handled < LITTLE))
    return much, little


def place(direction: float, distance: float) -> tuple[float, float]:
    return EAST + distance * sin(radians(direction)), NORTH - distance * cos(radians(direction))


def petal(sector: float, mean: float, colour: str) -> str:
    radius = mean * REACH
    (left, high), (right, low) = (place(sector + off * (SECTOR / 2 - 3), radius) for off in (-1, 1))
    return (
        f'<path d="M{EAST} {NORTH}L{left:.1f} {high:.1f}A{radius:.1f} {radius:.1f} 0 0 1 {right:.1f} {low:.1f}z" '
        f'fill="{colour}"/>'
    )


def ring(level: int) -> str:
    east, north = place(292.5, level * REACH + 12)
    return (
        f'<circle cx="{EAST}" cy="{NORTH}" r="{level * REACH:.1f}" fill="none" stroke="{LINE}"/>'
        f'<text x="{east:.1f}" y="{north + 4.5:.1f}" text-anchor="middle" fill="{INK}">{level}</text>'
    )


def degrees(direction: int) -> str:
    east, north = place(direction, RINGS[-1] * REACH + 12)
    anchor = {90: "start", 270: "end"}.get(direction, "middle")
    return f'<text x="{east:.1f}" y="{north + 4.5:.1f}" text-anchor="{anchor}" fill="{INK}">{direction}</text>'


def key(top: int, colour: str, text: str) -> str:
    return (
        f'<rect x="16" y="{top - 11}" width="13" height="13" rx="3" fill="{colour}"/>'
        f'<text x="35" y="{top}" fill="{INK}">{text}</text>'
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
