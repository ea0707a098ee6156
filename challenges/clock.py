"""The one place that asks what time it is; doors call it and pass `now=` down."""

from datetime import datetime

from datasets.clock import now

__all__ = ["arrival", "now"]


def arrival(request: object) -> datetime:
    """When all of a request was here, however long it then waited its turn (smartport/desk.py notes it); now, where
    nobody noted it."""
    noted: datetime | None = getattr(request, "arrived_at", None)
    return noted or now()
