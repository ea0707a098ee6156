"""The one place of the data that asks what time it is; doors call it and pass `now=` down."""

from datetime import UTC, datetime


def now() -> datetime:
    """The current time in UTC."""
    return datetime.now(UTC)  # noqa: TID251
