"""What people do with data is told to whoever keeps a journal. The data know of none: the site listens to `done`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.dispatch import Signal

done = Signal()


def tell(
    deed: str, *, subject: str, by: AbstractBaseUser, now: datetime, details: Mapping[str, Any] | None = None
) -> None:
    """To be called late in the transaction of the deed: whoever listens writes in the same one."""
    done.send(sender=None, deed=deed, subject=subject, by=by, now=now, details=dict(details or {}))
