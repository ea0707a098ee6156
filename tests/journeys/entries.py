"""What teams hand in on a journey, and a bundle whose scorer takes its time."""

from tests.factories.bundles import BUNDLE, SCORER

PREDICTS = """\
import csv, os, time
from pathlib import Path

print("hello from the entry", flush=True)
time.sleep({seconds})
ids = [row["id"] for row in csv.DictReader(Path(os.environ["INPUT_DIR"], "sample_submission.csv").open())]
with Path(os.environ["OUTPUT_DIR"], "predictions.csv").open("w") as out:
    out.write("id,value\\n" + "".join(f"{{name}},{value}\\n" for name in ids))
"""
SLOWLY = "__import__('time').sleep(2)\n"
SLOW_BUNDLE = {
    **BUNDLE,
    "scorer/score.py": SCORER.replace("truth = ", f"print('scoring', flush=True)\n{SLOWLY}truth = ", 1),
}


def program(*, value: float = 1.0, seconds: float = 0.0) -> str:
    """A main.py that predicts the same value for every id; all its errors against BUNDLE's truth can be told:
    for 1.0 the public mean absolute error is 0.5 and the private one 2.5."""
    return PREDICTS.format(value=value, seconds=seconds)
