# TRIES: ends well without scores, and with a lone scores.json of another's making in its temporary files.
# MUST REPORT: SCORER_FAILED.
# NEVER: scores read from another place than its output.
from pathlib import Path

Path("/tmp/scores.json").write_text('{"mae": 0, "bias": 0}')
