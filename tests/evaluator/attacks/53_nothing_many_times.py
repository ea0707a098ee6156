# TRIES: fifteen million empty lines, then good rows: nothing to say, and long to hear.
# MUST REPORT: INVALID_OUTPUT.
# NEVER: read to the end; the scorer's time used up.
import csv
import os

ids = [row["id"] for row in csv.DictReader(open(os.path.join(os.environ["INPUT_DIR"], "test.csv")))]
with open(os.path.join(os.environ["OUTPUT_DIR"], "predictions.csv"), "w") as file:
    file.write("id,prediction\n" + "\n" * 15_000_000 + "".join(f"{name},0\n" for name in ids))
