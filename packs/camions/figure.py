"""Draws figure.svg from the published training data: python figure.py RELEASE/data/train.csv > figure.svg

By the hour of the appointment: above, how many trucks were booked on a day; below, how long they waited on average, in
hours and minutes. It has numbers only, no words, so that it serves every language, and it is legible at 390 px.
"""

import sys

import pandas as pd

HOURS = range(6, 22)
LEFT, WIDTH = 56, 292
STEP = WIDTH / len(HOURS)
ABOVE, BELOW, HEIGHT = 16, 152, 84
WHEEL = "a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0"
TRUCK = f"M-11 -8h12v10h-12z M2 -5h5l4 4v3h-9z M-8 2{WHEEL} M4 2{WHEEL}"
CLOCK = "M0 -8a8 8 0 1 0 0.01 0z M0 -5v5l4 2"
INK, LINE, BAND, DEEP, PAPER = "#22343f", "#c9d5db", "#9cc4d6", "#0b5c7d", "#f6fafb"


def main(train: str) -> None:
    requests = pd.read_csv(train)
    booked = requests.groupby("booked_slot").size().reindex(HOURS, fill_value=0) / requests["day"].nunique()
    waits = requests.groupby("booked_slot")["wait_minutes"].mean().reindex(HOURS)
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 260" font-family="sans-serif" font-size="13">',
        f'<rect width="360" height="260" rx="8" fill="{PAPER}"/>',
        *panel(booked, top=ABOVE, step=30, form="{value}", colour=BAND),
        *(hour_below(hour) for hour in HOURS if hour % 3 == 0),
        *panel(waits, top=BELOW, step=15, form="{hours}:{minutes:02}", colour=DEEP),
        f'<path d="{TRUCK}" transform="translate(340 {ABOVE + 8})" fill="{DEEP}"/>',
        f'<path d="{CLOCK}" transform="translate(340 {BELOW + 8})" fill="none" stroke="{DEEP}" stroke-width="2"/>',
        "</svg>",
    ]
    print("\n".join(parts))


def panel(values: pd.Series, *, top: int, step: int, form: str, colour: str) -> list[str]:
    """A bar for each hour over lines at round numbers."""
    most = (int(values.max()) // step + 1) * step
    steps = range(0, most + 1, step)
    texts = [form.format(value=value, hours=value // 60, minutes=value % 60) for value in steps]
    lines = [grid_line(text, top + HEIGHT * (1 - value / most)) for value, text in zip(steps, texts, strict=True)]
    return [*lines, *(bar(hour, HEIGHT * value / most, top + HEIGHT, colour) for hour, value in values.items())]


def grid_line(text: str, y: float) -> str:
    return (
        f'<path d="M{LEFT} {y:.1f}h{WIDTH}" stroke="{LINE}"/>'
        f'<text x="{LEFT - 6}" y="{y + 4.5:.1f}" text-anchor="end" fill="{INK}">{text}</text>'
    )


def bar(hour: int, height: float, floor: float, colour: str) -> str:
    x = LEFT + STEP * (hour - HOURS.start) + 2
    return f'<rect x="{x:.1f}" y="{floor - height:.1f}" width="{STEP - 4:.1f}" height="{height:.1f}" fill="{colour}"/>'


def hour_below(hour: int) -> str:
    """Between the two panels, at the beginning of the hour."""
    x = LEFT + STEP * (hour - HOURS.start)
    return f'<text x="{x:.1f}" y="{ABOVE + HEIGHT + 20}" text-anchor="middle" fill="{INK}">{hour} h</text>'


if __name__ == "__main__":
    main(*sys.argv[1:])
