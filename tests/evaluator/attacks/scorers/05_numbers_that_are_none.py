# TRIES: scores that are not numbers, more than one of a name, and a depth that a parser drowns in.
# MUST REPORT: SCORER_FAILED.
# NEVER: NaN or infinity in a report; a parser's recursion or a million digits.
from pathlib import Path

deep = "[" * 20_000 + "]" * 20_000
Path("/app/output/scores.json").write_text(f'{{"mae": NaN, "mae": 1e999, "bias": {"9" * 10_000}, "deep": {deep}}}')
