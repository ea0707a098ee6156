"""The JSON documents of a release: read once a process, since what is published never changes."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from datasets.releases.published import Published

LARGEST = 16 << 20
KEPT = 32


@lru_cache(maxsize=KEPT)
def read_document(file: Published) -> Mapping[str, Any]:
    """The object in it; empty where it is none, or larger than a document is."""
    if file.size > LARGEST:
        return {}
    with file.open() as stream:
        content = stream.read()
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
