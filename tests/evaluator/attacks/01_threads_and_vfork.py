# TRIES: as many tasks as it can get without fork: threads, posix_spawn (which is vfork), clone3.
# MUST REPORT: RUNTIME_ERROR (refused at the limit of processes, exit code 1).
# NEVER: more tasks than the limit, threads not counted as processes, a task alive after the verdict.
import ctypes
import os
import threading
import time

MOST = 64
CLONE_VM, SIGCHLD, SYS_CLONE3 = 0x100, 17, 435
libc = ctypes.CDLL(None, use_errno=True)


def sleep_long():
    time.sleep(30)


def started_threads():
    count = 0
    try:
        while count < 10 * MOST:
            threading.Thread(target=sleep_long, daemon=True).start()
            count += 1
    except RuntimeError as error:
        print("ATTACK-RESULT: blocked thread after", count, error, flush=True)
    return count


def spawned():
    count = 0
    try:
        while count < 10 * MOST:
            os.posix_spawn("/bin/sleep", ["sleep", "30"], {})
            count += 1
    except OSError as error:
        print("ATTACK-RESULT: blocked spawn after", count, error, flush=True)
    return count


def cloned3():
    arguments = (ctypes.c_uint64 * 11)(CLONE_VM, 0, 0, 0, SIGCHLD)
    if libc.syscall(SYS_CLONE3, ctypes.byref(arguments), 88) >= 0:
        print("ATTACK-RESULT: SUCCEEDED clone3", flush=True)


cloned3()
total = spawned() + started_threads()
alive = sum(len(os.listdir(f"/proc/{name}/task")) for name in os.listdir("/proc") if name.isdigit())
print("ATTACK-RESULT:", "SUCCEEDED" if max(alive, total) > MOST else "blocked", alive, "tasks", flush=True)
os._exit(1)
