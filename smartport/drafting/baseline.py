"""The naive entry of a drafted challenge: the same answer for every row, worked out of the training values."""

from smartport.drafting.questions import Question

PROGRAM = '''\
"""La référence naïve : la même réponse pour chaque ligne. / The naive baseline: the same answer for every row."""

import os
from pathlib import Path

import numpy as np
import pandas as pd

ID = {id!r}
TARGET = {target!r}
COLUMNS = {columns!r}


def main() -> None:
    inputs, outputs = Path(os.environ["INPUT_DIR"]), Path(os.environ["OUTPUT_DIR"])
    known = pd.read_csv(inputs / "train.csv", {reading})[TARGET]
    predictions = pd.read_csv(inputs / "test.csv", usecols=[ID], dtype=str, keep_default_na=False)
    for column, value in zip(COLUMNS, np.atleast_1d(answer(known)), strict=True):
        predictions[column] = value
    predictions.to_csv(outputs / "predictions.csv", index=False)


def answer(known: pd.Series) -> object:
    """One value for each column, from what is known."""
    return {naive}


if __name__ == "__main__":
    main()
'''


def program(question: Question, *, id: str) -> str:  # noqa: A002
    reading = "usecols=[TARGET]" if question.is_number else "usecols=[TARGET], dtype=str, keep_default_na=False"
    return PROGRAM.format(
        id=id, target=question.target, columns=list(question.columns), reading=reading, naive=question.naive
    )
