# TRIES: learns about the host: its command line, disks, resolver, names, interfaces, neighbours and their processes.
# MUST REPORT: OK, scored normally.
# NEVER: the host's kernel command line, name server, host names or addresses; a process or socket of somebody else.
import csv
import glob
import os
import socket

leaks = []
for name in "cmdline partitions diskstats interrupts key-users kallsyms".split():
    path = f"/proc/{name}"
    try:
        with open(path) as file:
            leaks += [path] if file.read(100).strip() else []
    except OSError:
        continue
with open("/etc/resolv.conf") as file:
    leaks += [line for line in file.read().splitlines() if "nameserver" in line and "127.0.0.1" not in line]
with open("/etc/hosts") as file:
    leaks += [line for line in file if line.split()[:1] not in ([], ["127.0.0.1"], ["::1"]) and line[0] not in "#f"]
with open("/proc/net/dev") as file:
    leaks += [line.split(":")[0].strip() for line in file.read().splitlines()[2:] if not line.strip().startswith("lo:")]
for path in ("/proc/net/tcp", "/proc/net/udp", "/proc/net/route", "/proc/net/arp", "/proc/net/unix"):
    with open(path) as file:
        leaks += [f"{path}: {line}" for line in file.read().splitlines()[1:] if "00000000 00000000" not in line]
for name in glob.glob("/proc/[0-9]*/status"):
    with open(name) as file:
        leaks += [name for line in file if line.startswith("Uid") and str(os.getuid()) not in line]
leaks += [socket.gethostname()] if socket.gethostname() != "runner" else []
print("ATTACK-RESULT:", f"SUCCEEDED {leaks}" if leaks else "blocked", flush=True)
ids = [row["id"] for row in csv.DictReader(open(os.path.join(os.environ["INPUT_DIR"], "test.csv")))]
with open(os.path.join(os.environ["OUTPUT_DIR"], "predictions.csv"), "w") as file:
    file.write("id,prediction\n" + "".join(f"{name},0\n" for name in ids))
