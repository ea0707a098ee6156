"""Predicts the sum, one too high."""

import csv
import os
from pathlib import Path

with Path(os.environ["INPUT_DIR"], "test.csv").open(newline="") as file:
    rows = list(csv.DictReader(file))
lines = ["id,prediction", *(f"{row['id']},{int(row['x1']) + int(row['x2']) + 1}" for row in rows)]
Path(os.environ["OUTPUT_DIR"], "predictions.csv").write_text("\n".join(lines) + "\n")
print(f"predicted {len(rows)} sums")
