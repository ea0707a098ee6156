"""What a run would have left, for tests that need no engine."""

import json
from collections.abc import Mapping
from pathlib import Path

from evaluator.report import Usage
from evaluator.sandbox.base import Run
from evaluator.sandbox.stub import Asked, Script

USAGE = Usage(0.5, 1.0, 1 << 20, 4096, 1, 3, 2)


def leaving(files: Mapping[str, str | bytes], **ending: object) -> Script:
    """A script that leaves `files` and ends with exit code 0 unless told otherwise."""

    def run(asked: Asked) -> Run:
        kept: dict[str, Path] = {}
        for name, content in files.items():
            kept[name] = asked.into / name
            kept[name].write_bytes(content.encode() if isinstance(content, str) else content)
        return Run(**{"exit_code": 0, "usage": USAGE, "log": b"log", "kept": kept} | ending)

    return run


def scoring(**scores: float) -> Script:
    return leaving({"scores.json": json.dumps(scores)})
