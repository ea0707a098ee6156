"""The rubric that a panel may start from: five criteria for port problems, each grade with its meaning."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

PATH = Path(__file__).with_name("ready_rubric.json")


@lru_cache
def ready_rubric() -> tuple[dict[str, Any], ...]:
    """Values of criteria, in their order; not to be written into."""
    return tuple(json.loads(PATH.read_text("utf-8")))
