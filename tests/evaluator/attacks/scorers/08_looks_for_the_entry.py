# TRIES: looks for anything of the entry but its predictions: its program, its inputs, its log, its temporary files.
# MUST REPORT: OK.
# NEVER: the entry's code in the scorer's container: what is scored is what it predicted.
import json
import os
from pathlib import Path

MARK = b"mark of an entry"
found = []
for place in ("/app", "/tmp", "/dev/shm", "/run", "/var", "/etc", "/home"):
    for folder, _, names in os.walk(place):
        for path in (os.path.join(folder, name) for name in names):
            try:
                with open(path, "rb") as file:
                    if path not in (__file__, "/app/log/log") and MARK in file.read(1 << 20):
                        found.append(path)
            except OSError:
                continue
there = [name for name in ("/app/input_data", "/app/door/go") if os.path.exists(name)]
print("ATTACK-RESULT:", f"SUCCEEDED {found + there}" if found + there else "blocked", flush=True)
if sorted(os.listdir("/app/input/res")) != ["predictions.csv"]:
    print("ATTACK-RESULT: SUCCEEDED", os.listdir("/app/input/res"), flush=True)
Path("/app/output/scores.json").write_text(json.dumps({"mae": 1, "bias": 0}))
