"""Scores quantiles of waiting hours against the truth: mean pinball loss, absolute error of the median, coverage.

A row whose quantiles cross is not refused: its three numbers are put in ascending order before anything is computed,
which never makes the loss larger.
"""

from collections.abc import Iterator
from math import fsum

from scorekit import PredictionsFormat, PredictionsRefused, read_predictions, refuse, write_scores
from warm import ids, places, truth

LEVELS = (0.1, 0.5, 0.9)
FORMAT = PredictionsFormat("predictions.csv", "call_id", ("q10", "q50", "q90"))
PARTS = ("public", "private")

Row = tuple[float, list[float]]  # hours waited, ascending quantiles


def main() -> None:
    try:
        columns = read_predictions(places.results / FORMAT.file, format=FORMAT, expected_ids=ids)
    except PredictionsRefused as refusal:
        refuse(refusal.findings, folder=places.output)
    rows = [
        (row["part"], (float(row["waiting_hours"]), sorted(quantiles)))
        for row, quantiles in zip(truth, zip(*columns.values(), strict=True), strict=True)
    ]
    write_scores(dict(scores(rows)), folder=places.output)


def scores(rows: list[tuple[str, Row]]) -> Iterator[tuple[str, float]]:
    for part in PARTS:
        mine = [row for name, row in rows if name == part]
        yield f"{part}_pinball", fsum(pinball(*row) for row in mine) / len(mine)
        yield f"{part}_mae", fsum(abs(hours - median) for hours, (_, median, _) in mine) / len(mine)
        yield f"{part}_coverage", sum(low <= hours <= high for hours, (low, _, high) in mine) / len(mine)


def pinball(hours: float, quantiles: list[float]) -> float:
    """Mean over the levels: an hour too low costs the level, an hour too high what is missing to 1."""
    pairs = zip(LEVELS, quantiles, strict=True)
    return fsum(max(level * (hours - q), (level - 1) * (hours - q)) for level, q in pairs) / len(LEVELS)


if __name__ == "__main__":
    main()
