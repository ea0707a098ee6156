# TRIES: its main thread ends with good predictions, other threads sleep on for ever: is it over or not?
# MUST REPORT: TIME_LIMIT: a program is over when all its threads are, as everywhere.
# NEVER: a slot held beyond the wall limit; predictions scored while the program runs.
import csv
import os
import threading
import time

ids = [row["id"] for row in csv.DictReader(open(os.path.join(os.environ["INPUT_DIR"], "test.csv")))]
with open(os.path.join(os.environ["OUTPUT_DIR"], "predictions.csv"), "w") as file:
    file.write("id,prediction\n" + "".join(f"{name},0\n" for name in ids))
for _ in range(3):
    threading.Thread(target=time.sleep, args=(3600,)).start()
