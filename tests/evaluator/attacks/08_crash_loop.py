# TRIES: 40 crashes in a row with the core limit lowered and raised, to make the host's crash collector work for it.
# MUST REPORT: OK, scored normally.
# NEVER: a core file in the output, in /tmp or on the host.
import csv
import glob
import os
import resource
import signal

for number in range(40):
    child = os.fork()
    if child == 0:
        for limit in (0, resource.RLIM_INFINITY, 1 << 30):
            try:
                resource.setrlimit(resource.RLIMIT_CORE, (limit, limit))
            except (OSError, ValueError):
                continue
        os.chdir(("/tmp", os.environ["OUTPUT_DIR"])[number % 2])
        os.kill(os.getpid(), (signal.SIGSEGV, signal.SIGQUIT, signal.SIGABRT)[number % 3])
    os.waitpid(child, 0)
cores = [name for folder in ("/tmp", os.environ["OUTPUT_DIR"], "/") for name in glob.glob(f"{folder}/*core*")]
print("ATTACK-RESULT:", f"SUCCEEDED {cores}" if cores else "blocked no core file", flush=True)
ids = [row["id"] for row in csv.DictReader(open(os.path.join(os.environ["INPUT_DIR"], "test.csv")))]
with open(os.path.join(os.environ["OUTPUT_DIR"], "predictions.csv"), "w") as file:
    file.write("id,prediction\n" + "".join(f"{name},0\n" for name in ids))
