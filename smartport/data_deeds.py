"""Deeds on data (extracts, recipes, builds, releases) are lines of the site's journal like all others."""

from typing import Any

from django.dispatch import receiver

from challenges.journal.actions import hold_the_pen, write
from datasets.deeds import begun, done
from datasets.vault.actions import SITE

OPERATOR = "operator"


@receiver(begun)
def hold(*, now: Any, **_: Any) -> None:
    """Before any other lock."""
    hold_the_pen(now)


@receiver(done)
def keep_line(*, deed: str, subject: str, by: Any, actor: str, now: Any, details: Any, **_: Any) -> None:
    """In the transaction of the deed. What neither a person nor the site did was done at the terminal."""
    part = "" if by or actor == SITE else OPERATOR
    write(deed, subject=subject, by=by, actor=part, now=now, details=details)
