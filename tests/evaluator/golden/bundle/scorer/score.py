"""Mean absolute error and bias of the sum, for the public and the private part."""

import csv
from statistics import fmean

from scorekit import Places, PredictionsFormat, PredictionsRefused, read_predictions, refuse, write_scores

FORMAT = PredictionsFormat(file="predictions.csv", id="id", columns=("prediction",))


def main() -> None:
    places = Places()
    with (places.reference / "truth.csv").open(newline="") as file:
        truth = list(csv.DictReader(file))
    try:
        predicted = read_predictions(
            places.results / FORMAT.file, format=FORMAT, expected_ids=[row["id"] for row in truth]
        )
    except PredictionsRefused as refused:
        refuse(refused.findings)
    scores = {}
    for part in ("public", "private"):
        errors = [
            value - float(row["target"])
            for row, value in zip(truth, predicted["prediction"], strict=True)
            if row["part"] == part
        ]
        scores[f"{part}_mae"] = fmean(map(abs, errors))
        scores[f"{part}_bias"] = fmean(errors)
    write_scores(scores)


main()
