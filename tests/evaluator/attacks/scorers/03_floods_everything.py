# TRIES: fills its log, its output and its temporary files, each as far as it goes, and exits 0.
# MUST REPORT: SCORER_FAILED.
# NEVER: more than its slots on the host's disk; a log without end in the report.
import os

for folder in ("/app/output", "/tmp", "/dev/shm"):
    for number in range(100):
        try:
            with open(f"{folder}/{number}", "wb") as file:
                file.write(bytes(4 << 20))
        except OSError:
            break
try:
    while True:
        os.write(1, b"flood " * 10_000)
except OSError:
    os._exit(0)
