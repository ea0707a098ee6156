# TRIES: starts every set-user-id and set-group-id program of the image and looks whose process it becomes.
# MUST REPORT: OK, scored normally.
# NEVER: a process of another user or group, or with a capability.
import csv
import os
import stat
import subprocess
import time


def privileged():
    for root in ("/usr/bin", "/usr/sbin", "/bin", "/sbin", "/usr/lib", "/usr/local/bin"):
        for folder, _, names in os.walk(root):
            for path in (os.path.join(folder, name) for name in names):
                found = os.lstat(path)
                if stat.S_ISREG(found.st_mode) and found.st_mode & (stat.S_ISUID | stat.S_ISGID):
                    yield os.path.realpath(path)


def of(process, field):
    with open(f"/proc/{process}/status") as file:
        return next(line.split()[1:] for line in file if line.startswith(field))


ours = {field: of("self", field) for field in ("Uid", "Gid", "CapEff", "CapPrm")}
found = sorted(set(privileged()))
for path in found:
    with subprocess.Popen(
        [path], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        time.sleep(0.01)
        theirs = {field: of(process.pid, field) for field in ours}
        if theirs != ours:
            print("ATTACK-RESULT: SUCCEEDED", path, theirs, flush=True)
        process.kill()
print("ATTACK-RESULT: blocked", len(found), "programs stayed ours", flush=True)
ids = [row["id"] for row in csv.DictReader(open(os.path.join(os.environ["INPUT_DIR"], "test.csv")))]
with open(os.path.join(os.environ["OUTPUT_DIR"], "predictions.csv"), "w") as file:
    file.write("id,prediction\n" + "".join(f"{name},0\n" for name in ids))
