"""What the documents of a release say, in three languages: the files of phrases/, to be changed without programming."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

PHRASES = Path(__file__).parent / "phrases"


@cache
def phrases(name: str) -> Any:
    """The content of phrases/<name>.yaml: mappings of texts per language, which have {places} for values."""
    return yaml.safe_load((PHRASES / f"{name}.yaml").read_text(encoding="utf-8"))
