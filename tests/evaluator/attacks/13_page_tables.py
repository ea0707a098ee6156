# TRIES: touches one byte in every 2 MiB of a huge mapping, so that most of its memory is page tables.
# MUST REPORT: MEMORY_LIMIT.
# NEVER: page tables that are not counted; a kill outside the container.
import mmap

NORESERVE = 0x4000
STEP = 2 << 20
keep = []
while True:
    try:
        keep.append(mmap.mmap(-1, 64 << 30, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | NORESERVE))
    except OSError as error:
        print("ATTACK-RESULT: blocked mapping", len(keep), error, flush=True)
        raise SystemExit(1) from error
    for place in range(0, len(keep[-1]), STEP):
        keep[-1][place] = 1
