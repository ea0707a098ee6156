# TRIES: exits 0 and leaves four orphans that swap predictions.csv between good rows, a link and a folder while it dies.
# MUST REPORT: OK or INVALID_OUTPUT: whatever lay there when the last process was dead.
# NEVER: a link followed, a file read while it changes, an orphan alive after the verdict.
import csv
import os
import time

out = os.environ["OUTPUT_DIR"]
target = os.path.join(out, "predictions.csv")
ids = [row["id"] for row in csv.DictReader(open(os.path.join(os.environ["INPUT_DIR"], "test.csv")))]
rows = "id,prediction\n" + "".join(f"{name},0\n" for name in ids)


def swap(number):
    good, link = os.path.join(out, f"good{number}"), os.path.join(out, f"link{number}")
    while True:
        open(good, "w").write(rows)
        os.rename(good, target)
        os.symlink("/app/input_data/test.csv", link)
        os.rename(link, target)


for number in range(4):
    if os.fork() == 0:
        os.setsid()
        swap(number)
time.sleep(0.2)
os._exit(0)
