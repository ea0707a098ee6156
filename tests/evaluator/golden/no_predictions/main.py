"""Writes a file, under another name than was asked for."""

import os
from pathlib import Path

Path(os.environ["OUTPUT_DIR"], "prediction.csv").write_text("id,prediction\n")
