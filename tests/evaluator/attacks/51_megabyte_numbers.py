# TRIES: correct numbers of a megabyte each: digits, zeros, exponents that undo them, ties that the last digit breaks.
# MUST REPORT: INVALID_OUTPUT (most ids have no row).
# NEVER: quadratic time in reading a number; an integer of a million digits turned into text.
import csv
import os

LENGTH = 1_000_000
shapes = [
    "1" * LENGTH,
    "0." + "0" * (LENGTH - 40) + "1e" + str(LENGTH - 39),
    "1" * (LENGTH - 20) + "e-" + str(LENGTH - 20),
    "9007199254740993." + "0" * (LENGTH - 40) + "1",
    "2.4703282292062327208299439" + "0" * (LENGTH - 60) + "e-324",
]
ids = [row["id"] for row in csv.DictReader(open(os.path.join(os.environ["INPUT_DIR"], "test.csv")))]
with open(os.path.join(os.environ["OUTPUT_DIR"], "predictions.csv"), "w") as file:
    file.write("id,prediction\n")
    for number, name in enumerate(ids[:15]):
        file.write(f"{name},{shapes[number % len(shapes)]}\n")
