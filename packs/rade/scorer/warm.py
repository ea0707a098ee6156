"""Reads the truth before there are predictions: while the scorer waits for an entry, and nobody for the scorer."""

import csv
import sys

from scorekit import Places

places = Places.from_arguments(sys.argv[1:])
with (places.reference / "reference.csv").open(encoding="utf-8", newline="") as stream:
    truth = list(csv.DictReader(stream))
ids = [row["call_id"] for row in truth]
