"""How one deed is chained to the one before: nobody changes an old line without breaking every later one."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

NO_HASH = "0" * 64


@dataclass(frozen=True)
class Line:
    """What an entry says; its hash covers exactly this."""

    number: int
    at: datetime
    actor: str
    deed: str
    subject: str
    details: Mapping[str, Any]
    previous_hash: str


def hash_of(line: Line) -> str:
    """SHA-256 over the line as canonical JSON: sorted keys, no spaces, UTF-8, times in UTC with microseconds."""
    spoken = {
        "number": line.number,
        "at": line.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": line.actor,
        "deed": line.deed,
        "subject": line.subject,
        "details": line.details,
        "previous_hash": line.previous_hash,
    }
    text = json.dumps(spoken, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
