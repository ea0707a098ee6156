# TRIES: every kind of new namespace, by unshare and by clone, alone and with a user namespace that gives all rights.
# MUST REPORT: OK, scored normally.
# NEVER: a namespace of its own; a foreign one entered; an identity map written.
import csv
import ctypes
import os

KINDS = {
    "mnt": 0x20000, "cgroup": 0x2000000, "uts": 0x4000000, "ipc": 0x8000000,
    "user": 0x10000000, "pid": 0x20000000, "net": 0x40000000, "time": 0x80,
}  # fmt: skip
SIGCHLD, SYS_CLONE = 17, {"x86_64": 56, "aarch64": 220}[os.uname().machine]
libc = ctypes.CDLL(None, use_errno=True)


def in_child(call):
    child = os.fork()
    if child == 0:
        os._exit(1 if call() >= 0 else 0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1


def cloned(flags):
    found = libc.syscall(SYS_CLONE, ctypes.c_ulong(flags | SIGCHLD), None, None, None, None)
    if found == 0:
        os._exit(0)
    return found


for name, flag in KINDS.items():
    for whole in {flag, flag | KINDS["user"]}:
        if in_child(lambda whole=whole: libc.unshare(whole)):
            print("ATTACK-RESULT: SUCCEEDED unshare", name, hex(whole), flush=True)
        if name != "time" and in_child(lambda whole=whole: cloned(whole)):
            print("ATTACK-RESULT: SUCCEEDED clone", name, hex(whole), flush=True)
    try:
        handle = os.open(f"/proc/1/ns/{name}", os.O_RDONLY)
    except OSError:
        continue
    if in_child(lambda handle=handle: libc.setns(handle, 0)):
        print("ATTACK-RESULT: SUCCEEDED setns", name, flush=True)
for name, text in (("uid_map", "0 0 1"), ("gid_map", "0 0 1"), ("setgroups", "allow")):
    try:
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)
        print("ATTACK-RESULT: SUCCEEDED", name, flush=True)
    except OSError as error:
        print("ATTACK-RESULT: blocked", name, error, flush=True)
ids = [row["id"] for row in csv.DictReader(open(os.path.join(os.environ["INPUT_DIR"], "test.csv")))]
with open(os.path.join(os.environ["OUTPUT_DIR"], "predictions.csv"), "w") as file:
    file.write("id,prediction\n" + "".join(f"{name},0\n" for name in ids))
