# TRIES: looks for the rows of the truth in everything that can be read: files, and other processes' roots and files.
# MUST REPORT: OK, scored normally (it is not there).
# NEVER: a line of the reference, the scorer or another entry's file in this container.
import csv
import glob
import os

TRACES = (b"id,target,part", b"PredictionsRefused", b"private_mae")
OURS = (__file__, "/app/log/log")
LARGEST = 1 << 20


def files():
    for root in "/app /tmp /dev/shm /var /run /etc /home /root /srv /mnt /media /opt".split():
        for folder, _, names in os.walk(root):
            yield from (os.path.join(folder, name) for name in names)
    for pattern in ("/proc/[0-9]*/fd/*", "/proc/[0-9]*/map_files/*", "/proc/[0-9]*/cwd/*", "/proc/[0-9]*/environ"):
        yield from glob.glob(pattern)


def readable(path):
    try:
        if not os.path.isfile(path) or os.path.realpath(path) in OURS:
            return b""
        with open(path, "rb") as file:
            return file.read(LARGEST)
    except OSError:
        return b""


found = sorted({path for path in files() if any(trace in readable(path) for trace in TRACES)})
others = [root for root in glob.glob("/proc/[0-9]*/root") if os.path.exists(root + "/app/input/ref")]
places = [place for place in ("/app/input/ref", "/app/input/res", "/app/lib") if os.path.exists(place)]
print("ATTACK-RESULT:", f"SUCCEEDED {found + others + places}" if found + others + places else "blocked", flush=True)
ids = [row["id"] for row in csv.DictReader(open(os.path.join(os.environ["INPUT_DIR"], "test.csv")))]
with open(os.path.join(os.environ["OUTPUT_DIR"], "predictions.csv"), "w") as file:
    file.write("id,prediction\n" + "".join(f"{name},0\n" for name in ids))
