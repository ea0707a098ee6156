# TRIES: fills the output, /tmp and /dev/shm with files it deletes but keeps open: used, and not to be seen by a walk.
# MUST REPORT: RUNTIME_ERROR or MEMORY_LIMIT.
# NEVER: more bytes than the places have room for; bytes that stay taken after the end.
import os

ROOM = {"/app/output": 16 << 20, "/tmp": 64 << 20, "/dev/shm": 16 << 20}
keep = []
for folder, room in ROOM.items():
    written = 0
    try:
        while written < 512 << 20:
            keep.append(open(os.path.join(folder, f"hidden{len(keep)}"), "wb", buffering=0))
            os.remove(keep[-1].name)
            for _ in range(16):
                written += keep[-1].write(bytes(1 << 20))
    except OSError as error:
        print("ATTACK-RESULT: blocked", folder, "after", written >> 20, "MiB", error, flush=True)
    if written > room + (1 << 20):
        print("ATTACK-RESULT: SUCCEEDED", folder, written >> 20, "MiB", flush=True)
raise SystemExit(1)
