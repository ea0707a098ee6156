# TRIES: takes memory until a child is killed for it, and writes good scores all the same.
# MUST REPORT: SCORER_FAILED.
# NEVER: a score of a scorer that ran out of something.
import json
import os
from pathlib import Path

child = os.fork()
if child == 0:
    blocks = []
    while True:
        blocks.append(bytearray(b"x") * (16 << 20))
os.waitpid(child, 0)
Path("/app/output/scores.json").write_text(json.dumps({"mae": 1, "bias": 0}))
