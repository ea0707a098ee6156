"""What a spectator gets of a show at this moment, and not a byte more."""

from collections.abc import Mapping, Sequence
from typing import Any


def shown_of(
    script: Sequence[Mapping[str, Any]],
    *,
    cursor: int,
    display: str,
    version: int,
    is_rehearsal: bool,
    ended: bool = False,
) -> dict[str, Any]:
    """`step` is the one at the cursor with what it shows, and None while the display is black or the logo. Neither its
    key, nor its number, nor how many there are: all of them say what lies ahead."""
    step = script[cursor] if display == "step" and script else None
    return {
        "version": version,
        "display": display,
        "is_rehearsal": is_rehearsal,
        "step": {"kind": step["kind"], "shows": step["shows"]} if step else None,
        "ended": ended,
    }
