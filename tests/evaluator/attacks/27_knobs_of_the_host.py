# TRIES: every file below /proc, /sys and /dev that lets itself be opened for writing, and a few that should not.
# MUST REPORT: OK, scored normally.
# NEVER: a setting of the host or of its control groups changed, a pressure trigger planted, its clock moved.
import csv
import ctypes
import os
import time

OWN = ("/proc/self", "/proc/thread-self", f"/proc/{os.getpid()}")
DEVICES = {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty"}
NAMED = (
    "/proc/sysrq-trigger", "/proc/sys/kernel/core_pattern", "/proc/sys/vm/drop_caches", "/proc/sys/kernel/hostname",
    "/proc/sys/fs/binfmt_misc/register", "/proc/mtrr", "/proc/acpi/wakeup", "/proc/timer_list", "/proc/pressure/memory",
    "/sys/kernel/mm/transparent_hugepage/enabled", "/sys/power/state", "/sys/kernel/uevent_helper",
    "/sys/fs/cgroup/cgroup.procs", "/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/pids/cgroup.procs",
)  # fmt: skip


def is_writable(path):
    """A path that is masked is /dev/null by another name."""
    try:
        with open(path, "wb", buffering=0, opener=lambda name, _: os.open(name, os.O_WRONLY | os.O_NONBLOCK)) as file:
            return os.fstat(file.fileno()).st_rdev != os.stat("/dev/null").st_rdev
    except OSError:
        return False


def walked():
    for root in ("/proc", "/sys", "/dev"):
        for folder, folders, names in os.walk(root):
            if (folder.startswith("/proc/") and folder.split("/")[2].isdigit()) or folder.startswith(OWN):
                folders[:] = []
                continue
            yield from (os.path.join(folder, name) for name in names if not os.path.islink(os.path.join(folder, name)))


until = time.monotonic() + 1
for path in (*NAMED, *walked()):
    if not path.startswith("/dev/shm") and path not in DEVICES and is_writable(path):
        print("ATTACK-RESULT: SUCCEEDED writable", path, flush=True)
    if time.monotonic() > until:
        break
for name, score in (("self", "-1000"), ("self", "-1"), ("1", "-1")):
    try:
        with open(f"/proc/{name}/oom_score_adj", "w") as file:
            file.write(score)
        print("ATTACK-RESULT: SUCCEEDED oom_score_adj", name, score, flush=True)
    except OSError as error:
        print("ATTACK-RESULT: blocked oom_score_adj", error, flush=True)
try:
    time.clock_settime(time.CLOCK_REALTIME, 0)
    print("ATTACK-RESULT: SUCCEEDED clock", flush=True)
except OSError as error:
    print("ATTACK-RESULT: blocked clock", error, flush=True)
if ctypes.CDLL(None).adjtimex(bytes(400)) >= 0:
    print("ATTACK-RESULT: SUCCEEDED adjtimex", flush=True)
ids = [row["id"] for row in csv.DictReader(open(os.path.join(os.environ["INPUT_DIR"], "test.csv")))]
with open(os.path.join(os.environ["OUTPUT_DIR"], "predictions.csv"), "w") as file:
    file.write("id,prediction\n" + "".join(f"{name},0\n" for name in ids))
