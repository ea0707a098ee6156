"""Pairs of similar submissions."""

from challenges.likeness.models import Likeness
from challenges.submissions.models import Submission
from tests.factories.editions import NOW


def make_likeness(first: Submission, second: Submission, **fields: object) -> Likeness:
    """A row; nothing is compared."""
    given = {"kind": "bytes", "score": 1.0, "evidence": {}, "found_at": NOW}
    return Likeness.objects.create(phase=first.phase, first=first, second=second, **{**given, **fields})
