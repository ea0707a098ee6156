"""What people do with data is told to whoever keeps a journal. The data know of none: the site listens."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.dispatch import Signal

begun = Signal()
done = Signal()


def tell(
    deed: str,
    *,
    subject: str,
    by: AbstractBaseUser | None,
    now: datetime,
    actor: str = "",
    details: Mapping[str, Any] | None = None,
) -> None:
    """To be called late in the transaction of the deed: whoever listens writes in the same one. `actor` says who it was
    where `by` is None."""
    done.send(sender=None, deed=deed, subject=subject, by=by, actor=actor, now=now, details=dict(details or {}))


def about_to_tell(*, now: datetime) -> None:
    """To be called first in a transaction that locks what another one may want while it tells: whoever listens takes
    their own lock before."""
    begun.send(sender=None, now=now)
