# TRIES: memory that cannot be swapped or is of a kind of its own: mlock, mlockall, huge pages, secret memory, SysV shm.
# MUST REPORT: OK, scored normally.
# NEVER: more than 64 KiB locked; huge pages of the host asked for; shared memory that outlives the container.
import csv
import ctypes
import errno
import mmap
import os

libc = ctypes.CDLL(None, use_errno=True)
HUGETLB, MFD_HUGETLB, SYS_MEMFD_SECRET = 0x40000, 4, 447
block = mmap.mmap(-1, 1 << 20)
address = ctypes.addressof(ctypes.c_char.from_buffer(block))


def asked_for(name, call):
    """Huge pages that are refused for want of any (ENOMEM) were asked for all the same."""
    ctypes.set_errno(0)
    try:
        result, number = call(), ctypes.get_errno()
    except (OSError, ValueError) as error:
        result, number = -1, getattr(error, "errno", 0)
    done = result >= 0 or ("huge" in name and number == errno.ENOMEM)
    print("ATTACK-RESULT:", "SUCCEEDED" if done else "blocked", name, errno.errorcode.get(number), flush=True)


asked_for("mlock 1 MiB", lambda: libc.mlock(ctypes.c_void_p(address), 1 << 20))
asked_for("mlockall", lambda: libc.mlockall(3))
asked_for("huge pages", lambda: len(mmap.mmap(-1, 2 << 20, flags=HUGETLB | mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)))
asked_for("huge memfd", lambda: len(mmap.mmap(os.memfd_create("huge", MFD_HUGETLB), 2 << 20)))
asked_for("secret memory", lambda: libc.syscall(SYS_MEMFD_SECRET, 0))
asked_for("shmget", lambda: libc.shmget(0x5A5A, 1 << 20, 0o1666))
asked_for("msgget", lambda: libc.msgget(0x5A5A, 0o1666))
asked_for("semget", lambda: libc.semget(0x5A5A, 1, 0o1666))
asked_for("message queue", lambda: os.open("/dev/mqueue/left", os.O_CREAT | os.O_RDWR))
ids = [row["id"] for row in csv.DictReader(open(os.path.join(os.environ["INPUT_DIR"], "test.csv")))]
with open(os.path.join(os.environ["OUTPUT_DIR"], "predictions.csv"), "w") as file:
    file.write("id,prediction\n" + "".join(f"{name},0\n" for name in ids))
