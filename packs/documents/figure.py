"""Draws figure.svg from the published training data: python figure.py RELEASE/data/train.csv > figure.svg

Of 1,000 files, for each field: how many have papers that differ to the letter (light), and how many were blocked for it
(dark). Pictograms and numbers only, no words, so that it serves every language, and it is legible at 390 px.
"""

import sys

import pandas as pd

LEFT, TOP, STEP, WIDTH = 56, 14, 34, 256
INK, LINE, BAND, DEEP, PAPER = "#22343f", "#c9d5db", "#9cc4d6", "#0b5c7d", "#f6fafb"
OUTLINE = f'fill="none" stroke="{DEEP}" stroke-width="1.4"'
PICTOGRAMS = {
    "goods": "M3 10 L10 3 H17 V10 L10 17 Z M14 5 a1.6 1.6 0 1 0 .1 0 Z",  # a label
    "origin": "M10 2 a8 8 0 1 0 .1 0 Z M2 10 H18 M10 2 q-7 8 0 16 M10 2 q7 8 0 16",  # a globe
    "weight": "M10 3 V16 M6 17 H14 M3 6 H17 M3 6 l-2.5 6 h5 Z M17 6 l-2.5 6 h5 Z",  # a pair of scales
    "consignee": "M4 18 V4 H12 V18 M12 9 H17 V18 M2 18 H18 M7 7 h2 M7 10.5 h2 M7 14 h2",  # a building
    "containers": "M1 6 H19 V15 H1 Z M5 6 V15 M8.5 6 V15 M12 6 V15 M15.5 6 V15",  # a box of a ship
    "packages": "M3 6 L10 2.5 L17 6 V14.5 L10 18 L3 14.5 Z M3 6 L10 9.5 L17 6 M10 9.5 V18",  # a parcel
    "certificate": "M4 2 H16 V15 H12 M4 2 V15 H8 M7 5.5 H13 M7 8.5 H13 M10 11 a3 3 0 1 0 .1 0 Z",  # a sealed paper
}


def main(train: str) -> None:
    rows = of_a_thousand(pd.read_csv(train, dtype={"hs6": str}))
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 260" font-family="sans-serif" font-size="13">',
        f'<rect width="360" height="260" rx="8" fill="{PAPER}"/>',
        f'<path d="M{LEFT} {TOP - 4}V{TOP + STEP * len(rows) - 4}" stroke="{LINE}"/>',
        *(line(place, field, *counts) for place, (field, counts) in enumerate(rows.items())),
        "</svg>",
    ]
    print("\n".join(parts))


def of_a_thousand(files: pd.DataFrame) -> dict[str, tuple[int, int]]:
    """For each field, how many files differ in it to the letter and how many were blocked for it."""
    boxes = files[["containers_near", "containers_other", "containers_missing"]].sum(axis=1)
    differ = {
        "goods": files["manifest_goods"] != files["declared_goods"],
        "origin": files["partner_country"] != files["country"],
        "weight": files["manifest_gross"] != files["declared_gross"],
        "consignee": files["consignee_likeness"] < 1,
        "containers": boxes > 0,
        "packages": files["manifest_packages"] != files["declared_packages"],
        "certificate": files["certificate_goods"].notna() & (files["certificate_goods"] != files["declared_goods"]),
    }
    return {
        field: (round(1000 * is_other.mean()), round(1000 * (files["field"] == field).mean()))
        for field, is_other in differ.items()
    }


def line(place: int, field: str, differing: int, blocked: int) -> str:
    top = TOP + STEP * place
    long, short = (WIDTH * count / 1000 for count in (differing, blocked))
    return (
        f'<path d="{PICTOGRAMS[field]}" transform="translate(18 {top})" {OUTLINE}/>'
        f'<rect x="{LEFT}" y="{top}" width="{long:.1f}" height="11" rx="2" fill="{BAND}"/>'
        f'<text x="{LEFT + long + 6:.1f}" y="{top + 10}" fill="{INK}">{differing}</text>'
        f'<rect x="{LEFT}" y="{top + 13}" width="{max(short, 2):.1f}" height="11" rx="2" fill="{DEEP}"/>'
        f'<text x="{LEFT + short + 6:.1f}" y="{top + 23}" fill="{DEEP}" font-weight="bold">{blocked}</text>'
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
