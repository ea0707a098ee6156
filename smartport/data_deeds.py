"""Deeds on data (recipes, builds, releases) are lines of the site's journal like all others."""

from typing import Any

from django.dispatch import receiver

from challenges.journal.actions import write
from datasets.deeds import done


@receiver(done)
def keep_line(*, deed: str, subject: str, by: Any, now: Any, details: Any, **_: Any) -> None:
    """In the transaction of the deed."""
    write(deed, subject=subject, by=by, now=now, details=details)
