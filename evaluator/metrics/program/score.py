"""Scores predictions by the built-in metrics that the challenge names."""

from itertools import chain

from scorekit import (
    Places,
    PredictionsFormat,
    PredictionsRefused,
    read_predictions,
    refuse,
    write_row_losses,
    write_scores,
)
from warm import ready


def main() -> None:
    places, wanted = Places(), PredictionsFormat.from_json(ready.task.predictions)
    try:
        predictions = read_predictions(places.results / wanted.file, format=wanted, expected_ids=ready.truth.ids)
    except PredictionsRefused as refusal:
        refuse(refusal.findings)
    write_scores(ready.scores(predictions))
    losses = ready.row_losses(predictions)
    if first := next(losses, None):
        write_row_losses(chain([first], losses))


if __name__ == "__main__":
    main()
