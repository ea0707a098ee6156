# TRIES: writes into the reference, the predictions, its own program, the library and its log folder.
# MUST REPORT: OK.
# NEVER: a byte changed that a later evaluation reads.
import json
import os
from pathlib import Path

for folder in ("/app/input/ref", "/app/input/res", "/app/program", "/app/lib/scorekit", "/app/log", "/app"):
    for path in (os.path.join(folder, "planted.py"), *(os.path.join(folder, name) for name in os.listdir(folder))):
        try:
            with open(path, "ab"):
                if path != "/app/log/log":
                    print("ATTACK-RESULT: SUCCEEDED", path, flush=True)
        except OSError as error:
            print("ATTACK-RESULT: blocked", path, error, flush=True)
Path("/app/output/scores.json").write_text(json.dumps({"mae": 1, "bias": 0}))
