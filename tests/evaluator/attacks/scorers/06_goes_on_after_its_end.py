# TRIES: ends with good scores and leaves orphans that write better ones while it dies.
# MUST REPORT: OK or SCORER_FAILED: what lay there when the last process was dead.
# NEVER: read while it changes; an orphan that lives on.
import json
import os
import time
from pathlib import Path

SCORES = Path("/app/output/scores.json")
SCORES.write_text(json.dumps({"mae": 1, "bias": 0}))
for _ in range(4):
    if os.fork() == 0:
        os.setsid()
        while True:
            Path("/app/output/next").write_text(json.dumps({"mae": 0, "bias": 0}))
            os.replace("/app/output/next", SCORES)
time.sleep(0.1)
os._exit(0)
