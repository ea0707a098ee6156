# TRIES: raise its own limits, those of process 1, its priority, its share of the disk, or become a real-time process.
# MUST REPORT: OK, scored normally.
# NEVER: a limit above where it started; a priority above that of others.
import csv
import ctypes
import os
import resource

libc = ctypes.CDLL(None, use_errno=True)
SYS_IOPRIO_SET = {"x86_64": 251, "aarch64": 30}[os.uname().machine]


def report(name, call):
    try:
        print("ATTACK-RESULT:", "SUCCEEDED" if call() != -1 else "blocked", name, flush=True)
    except (OSError, ValueError) as error:
        print("ATTACK-RESULT: blocked", name, error, flush=True)


for name in ("NOFILE", "FSIZE", "CORE", "MEMLOCK", "MSGQUEUE", "NICE", "RTPRIO"):
    number = getattr(resource, f"RLIMIT_{name}")
    for process in (0, 1):
        soft, hard = resource.prlimit(process, number)
        if hard != resource.RLIM_INFINITY:
            report(f"{name} of {process}", lambda p=process, n=number, h=hard: resource.prlimit(p, n, (h + 1, h + 1)))
report("priority", lambda: os.setpriority(os.PRIO_PROCESS, 0, -20) or 0)
for policy in (os.SCHED_FIFO, os.SCHED_RR):
    report(f"policy {policy}", lambda p=policy: os.sched_setscheduler(0, p, os.sched_param(50)) or 0)
report("real-time disk", lambda: libc.syscall(SYS_IOPRIO_SET, 1, 0, 1 << 13))
ids = [row["id"] for row in csv.DictReader(open(os.path.join(os.environ["INPUT_DIR"], "test.csv")))]
with open(os.path.join(os.environ["OUTPUT_DIR"], "predictions.csv"), "w") as file:
    file.write("id,prediction\n" + "".join(f"{name},0\n" for name in ids))
