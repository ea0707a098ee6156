# TRIES: leaves a mark wherever it may, for the next run of the same team, after looking for those of an earlier run.
# MUST REPORT: OK, scored normally.
# NEVER: a mark of an earlier run: a file, a shared memory, a key, a socket's name, an attribute or a lock.
import csv
import fcntl
import os
import socket

MARK = b"mark of an earlier run"
places = ("/tmp", "/dev/shm", "/app/output", "/var/tmp", "/run", "/app/log", "/dev/mqueue")
for place in places:
    for folder, _, names in os.walk(place):
        for name in names:
            try:
                with open(os.path.join(folder, name), "rb") as file:
                    if file.name != "/app/log/log" and MARK in file.read(1 << 20):
                        print("ATTACK-RESULT: SUCCEEDED", file.name, flush=True)
            except OSError:
                continue
    try:
        with open(os.path.join(place, "mark"), "wb") as file:
            file.write(MARK)
            os.setxattr(file.name, "user.mark", MARK)
    except OSError as error:
        print("blocked", place, error, flush=True)
keeper = socket.socket(socket.AF_UNIX)
try:
    keeper.bind(b"\0smartport mark")
    keeper.listen()
except OSError as error:
    print("ATTACK-RESULT: SUCCEEDED the name is taken", error, flush=True)
program = open(__file__)
try:
    fcntl.flock(program, fcntl.LOCK_EX | fcntl.LOCK_NB)
except OSError as error:
    print("ATTACK-RESULT: SUCCEEDED locked by an earlier run", error, flush=True)
if os.fork() == 0:
    os.setsid()
    keeper.accept()
ids = [row["id"] for row in csv.DictReader(open(os.path.join(os.environ["INPUT_DIR"], "test.csv")))]
with open(os.path.join(os.environ["OUTPUT_DIR"], "predictions.csv"), "w") as file:
    file.write("id,prediction\n" + "".join(f"{name},0\n" for name in ids))
os._exit(0)
