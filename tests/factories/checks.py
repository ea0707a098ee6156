"""Checks that have ended."""

from datetime import datetime

from challenges.checks.models import Check, CheckState
from challenges.evaluations.models import Bundle
from tests.factories.editions import NOW


def make_check(bundle: Bundle, *, is_well: bool = True, now: datetime = NOW) -> Check:
    """A machine has looked at the bundle."""
    return Check.objects.create(bundle=bundle, state=CheckState.DONE, asked_at=now, finished_at=now, is_well=is_well)
