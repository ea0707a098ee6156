# TRIES: a header of 300,000 columns, all different, and rows of a million empty cells.
# MUST REPORT: INVALID_OUTPUT.
# NEVER: one fault kept for each column; a table of 300,000 columns made of it.
import os

with open(os.path.join(os.environ["OUTPUT_DIR"], "predictions.csv"), "w") as file:
    file.write("id,prediction," + ",".join(f"{number:x}" for number in range(170_000)) + "\n")
    for _ in range(14):
        file.write("," * 1_000_000 + "\n")
