# TRIES: predictions.csv of a terabyte, then as large as it may be, with 4 KB of blocks: the copy would fill the holes.
# MUST REPORT: INVALID_OUTPUT.
# NEVER: more bytes on the host's disk than the output limit; the memory of the worker grows with the file's size.
import csv
import os
import signal

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = os.path.join(os.environ["OUTPUT_DIR"], "predictions.csv")
ids = [row["id"] for row in csv.DictReader(open(os.path.join(os.environ["INPUT_DIR"], "test.csv")))]
with open(path, "w") as file:
    file.write("id,prediction\n" + "".join(f"{name},0\n" for name in ids))
for size in (1 << 40, 1 << 32, 1 << 30, 48 << 20):
    try:
        os.truncate(path, size)
        print("a file of", size, "bytes", flush=True)
        break
    except OSError as error:
        print("ATTACK-RESULT: blocked", size, error, flush=True)
