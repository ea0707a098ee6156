"""Which state of a board somebody has: a few letters that change with it, known without reading a line."""

import hashlib
from datetime import datetime

from challenges.leaderboards.models import Leaderboard
from challenges.leaderboards.queries import frozen_since
from evaluator.report import canonical

# Names of teams and texts of the challenge may change without the board: they are looked at again so often.
TEXTS_AGE_SECONDS = 60


def version_of(leaderboard: Leaderboard, *told: object, now: datetime) -> str:
    """The same for as long as the same is to be shown to those of whom the same is `told` (language, page, ...)."""
    state = [
        leaderboard.pk,
        leaderboard.stamp.hex,
        str(leaderboard.closed_at),
        str(frozen_since(leaderboard, now=now)),
        int(now.timestamp()) // TEXTS_AGE_SECONDS,
    ]
    return hashlib.sha256(canonical({"state": state, "told": [str(one) for one in told]}).encode()).hexdigest()[:32]
