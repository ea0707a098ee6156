"""Scores slots by simulating them: twenty futures of each day, with a luck that depends on nothing but the request.

The cost is the mean wait, plus half the mean deviation from the slots asked for, plus a quarter of the wait that five
in a hundred exceed (the weights are in parameters.csv); all in minutes.
"""

import csv
from pathlib import Path

import numpy as np
from costs import deviations, scores, waits
from scorekit import (
    Fault,
    Findings,
    PredictionsFormat,
    PredictionsRefused,
    read_predictions,
    refuse,
    write_row_losses,
    write_scores,
)
from warm import ID, ids, luck, places, requests, terminal

SLOT = "slot"
FORMAT = PredictionsFormat("predictions.csv", ID, (SLOT,), bounds={SLOT: (terminal.slots[0], terminal.slots[-1])})
PARTS = ("public", "private")
FAULTS_TOLD = 20


def main() -> None:
    path = places.results / FORMAT.file
    try:
        answers = read_predictions(path, format=FORMAT, expected_ids=ids)[SLOT]
    except PredictionsRefused as refusal:
        refuse(refusal.findings, folder=places.output)
    if not all(answer.is_integer() for answer in answers):
        refuse(broken_slots(path), folder=places.output)
    slots = np.array(answers, dtype=np.int64)
    waited, deviation = waits(slots, requests, luck, terminal), deviations(slots, requests, terminal)
    found = {}
    for part in PARTS:
        mine = np.flatnonzero([request["part"] == part for request in requests])
        told = scores(mine, waited=waited, deviation=deviation, requests=requests, luck=luck, terminal=terminal)
        found |= {f"{part}_{key}": score for key, score in told.items()}
    write_scores(found, folder=places.output)
    write_row_losses(losses(waited, deviation), folder=places.output)


def broken_slots(path: Path) -> Findings:
    """The rows whose slot is between two whole numbers; the file has been found right in all else."""
    message = "A slot begins at a full hour; write a whole number, such as 9."
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = csv.DictReader(stream)
        faults = [
            Fault("not_whole", message, row=rows.line_num, column=SLOT, value=row[SLOT].strip())
            for row in rows
            if not float(row[SLOT]).is_integer()
        ]
    return Findings(tuple(faults[:FAULTS_TOLD]), len(faults))


def losses(waited: np.ndarray, deviation: np.ndarray) -> list[tuple[str, str, float]]:
    """Of each request its mean wait and its weighted deviation: the cost without the longest waits, which are nobody's
    alone."""
    weight = terminal.parameters["deviation_weight"]
    visits = np.maximum(1, luck.comes.sum(axis=0))
    means = waited.sum(axis=0) / visits / 60 + weight * deviation
    return [(request[ID], request["part"], loss) for request, loss in zip(requests, means.tolist(), strict=True)]


if __name__ == "__main__":
    main()
