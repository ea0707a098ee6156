"""Takes in the logs that a worker on this machine left beside its report."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from django.core.files import File
from django.core.files.storage import default_storage
from django.db.models.fields.files import FieldFile

from challenges.errors import gettext_noop
from challenges.evaluations.models import Evaluation
from challenges.evaluations.orders import incoming_folder, incoming_log
from evaluator.order import LOGS, MOST_BYTES

# Those that a person may read, by their words in LOGS; what they are called on a page.
TITLES: Mapping[str, str] = MappingProxyType(
    {
        "entry": gettext_noop("Log of the entry"),
        "hidden": gettext_noop("Log of the entry on the hidden inputs"),
        "public": gettext_noop("What the scorer says"),
        "scorer": gettext_noop("Log of the scorer"),
    }
)


@contextmanager
def taken_in(evaluation_id: str, ticket: str) -> Iterator[dict[str, str]]:
    """The storage names of what was left for this ticket, by which log it is; in the end nothing is left of it."""
    left = {which: incoming_log(evaluation_id, ticket=ticket, which=which) for which in LOGS}
    yield {which: name for which, path in left.items() if (name := _stored(path, most=MOST_BYTES[which]))}
    discard(evaluation_id, ticket=ticket)


def printed_bytes(evaluation: Evaluation, *, which: str) -> int:
    """How long a kept log was before its middle was left out. That is only known of the run that was reported."""
    kept: FieldFile = getattr(evaluation, LOGS[which])
    usage = (evaluation.report or {}).get("solution") or {}
    is_reported = which == "hidden" or (which == "entry" and evaluation.log_policy == "full")
    return int(usage.get("log_bytes", kept.size)) if is_reported else kept.size


def discard(evaluation_id: str, *, ticket: str = "") -> None:
    """Remove what was left for a ticket; without one, all that workers left that died before their report."""
    for left in incoming_folder().glob(f"{evaluation_id}-{ticket}*"):
        left.unlink(missing_ok=True)


def _stored(path: Path, *, most: int) -> str:
    """Empty for a log that is not there, and for one larger than any machine of ours brings."""
    try:
        with path.open("rb") as stream:
            is_small = os.fstat(stream.fileno()).st_size <= most
            return default_storage.save("", File(stream)) if is_small else ""
    except FileNotFoundError:
        return ""
