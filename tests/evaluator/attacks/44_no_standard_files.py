# TRIES: closes its standard files, opens others in their place, and ends with a full log device and broken buffers.
# MUST REPORT: OK or RUNTIME_ERROR.
# NEVER: the platform waits for a log that nobody writes; text lands in another run's log.
import csv
import os
import sys

for number in (0, 1, 2):
    os.close(number)
for path in ("/dev/full", "/dev/zero", "/app/log/log"):
    os.open(path, os.O_RDWR if path.startswith("/dev") else os.O_WRONLY)
ids = [row["id"] for row in csv.DictReader(open(os.path.join(os.environ["INPUT_DIR"], "test.csv")))]
with open(os.path.join(os.environ["OUTPUT_DIR"], "predictions.csv"), "w") as file:
    file.write("id,prediction\n" + "".join(f"{name},0\n" for name in ids))
sys.stdout.write("into a device of zeros")
sys.stderr.write("into the log by its name")
os.close(1)
