# TRIES: runs machine code it brought: a program and a library from the places it may write, and a program in a memfd.
# MUST REPORT: OK, scored normally.
# NEVER: execution from /tmp, /dev/shm or the output; a program in memory that has more rights than the interpreter.
import csv
import ctypes
import os
import shutil
import subprocess

library = next(line.split()[-1] for line in open("/proc/self/maps") if "libc.so" in line or "libc-" in line)
for folder in ("/tmp", "/dev/shm", os.environ["OUTPUT_DIR"]):
    program, copy = os.path.join(folder, "true"), os.path.join(folder, "copy.so")
    shutil.copy("/bin/true", program)
    shutil.copy(library, copy)
    for name, call in (("program", lambda p=program: subprocess.run([p])), ("library", lambda p=copy: ctypes.CDLL(p))):
        try:
            call()
            print("ATTACK-RESULT: SUCCEEDED", name, folder, flush=True)
        except OSError as error:
            print("ATTACK-RESULT: blocked", name, error, flush=True)
    os.remove(program)
    os.remove(copy)
handle = os.memfd_create("brought")
with open("/bin/cat", "rb") as file:
    os.write(handle, file.read())
told = subprocess.run(["cat", "/proc/self/status"], executable=f"/proc/self/fd/{handle}", pass_fds=[handle],
                      capture_output=True, text=True).stdout  # fmt: skip
fields = ("Uid", "CapEff", "NoNewPrivs", "Seccomp:")
rights = [line for line in told.splitlines() if line.startswith(fields)]
ours = [line for line in open("/proc/self/status").read().splitlines() if line.startswith(fields)]
print("ATTACK-RESULT:", "blocked the same rights" if rights == ours else f"SUCCEEDED {rights}", flush=True)
ids = [row["id"] for row in csv.DictReader(open(os.path.join(os.environ["INPUT_DIR"], "test.csv")))]
with open(os.path.join(os.environ["OUTPUT_DIR"], "predictions.csv"), "w") as file:
    file.write("id,prediction\n" + "".join(f"{name},0\n" for name in ids))
