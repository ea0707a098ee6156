"""Predicts something that is no number in the row of id 2."""

import os
from pathlib import Path

lines = ["id,prediction", *(f"{number},{'soon' if number == 2 else 0}" for number in range(1, 101))]
Path(os.environ["OUTPUT_DIR"], "predictions.csv").write_text("\n".join(lines) + "\n")
