"""Takes in the logs that a worker on this machine left beside its report."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage

from challenges.evaluations.orders import incoming_folder, incoming_log
from evaluator.order import LOGS


@contextmanager
def taken_in(evaluation_id: str, ticket: str) -> Iterator[dict[str, str]]:
    """The storage names of what was left for this ticket, by which log it is; in the end nothing is left of it."""
    yield {which: name for which in LOGS if (name := _stored(incoming_log(evaluation_id, ticket=ticket, which=which)))}
    discard(evaluation_id, ticket=ticket)


def discard(evaluation_id: str, *, ticket: str = "") -> None:
    """Remove what was left for a ticket; without one, all that workers left that died before their report."""
    for left in incoming_folder().glob(f"{evaluation_id}-{ticket}*"):
        left.unlink(missing_ok=True)


def _stored(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return default_storage.save("", File(stream))
    except FileNotFoundError:
        return ""
