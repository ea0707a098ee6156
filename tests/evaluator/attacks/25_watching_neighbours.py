# TRIES: watches the input files, which are the same for all teams, to see when others run and how they read.
# MUST REPORT: OK, scored normally.
# NEVER: an inotify, dnotify or fanotify event, or a lease, on a file that another container reads.
import csv
import ctypes
import fcntl
import os

DN_ALL, FAN_CLASS_NOTIF = 0x3F, 0
libc = ctypes.CDLL(None, use_errno=True)
folder = os.environ["INPUT_DIR"]
handle = libc.inotify_init1(0)
if handle >= 0 and libc.inotify_add_watch(handle, f"{folder}/test.csv".encode(), 0xFFF) >= 0:
    print("ATTACK-RESULT: SUCCEEDED inotify", flush=True)
if libc.fanotify_init(FAN_CLASS_NOTIF, os.O_RDONLY) >= 0:
    print("ATTACK-RESULT: SUCCEEDED fanotify", flush=True)
for name, ask in {
    "dnotify": lambda: fcntl.fcntl(os.open(folder, os.O_RDONLY), fcntl.F_NOTIFY, DN_ALL),
    "lease": lambda: fcntl.fcntl(os.open(f"{folder}/test.csv", os.O_RDONLY), fcntl.F_SETLEASE, fcntl.F_RDLCK),
}.items():
    try:
        ask()
        print("ATTACK-RESULT: SUCCEEDED", name, flush=True)
    except OSError as error:
        print("ATTACK-RESULT: blocked", name, error, flush=True)
ids = [row["id"] for row in csv.DictReader(open(os.path.join(os.environ["INPUT_DIR"], "test.csv")))]
with open(os.path.join(os.environ["OUTPUT_DIR"], "predictions.csv"), "w") as file:
    file.write("id,prediction\n" + "".join(f"{name},0\n" for name in ids))
