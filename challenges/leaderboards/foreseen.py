"""The preview of a rejudge, kept while it is looked at: working it out reads every result of a phase."""

import time
from collections import OrderedDict
from dataclasses import replace
from threading import Lock
from typing import Any
from uuid import UUID

from challenges.evaluations.models import Rejudge
from challenges.evaluations.queries import bundle_in_force
from challenges.leaderboards.models import Leaderboard
from challenges.leaderboards.preview import Preview, Progress, preview, progress_of

SECONDS = 60.0
MOST_KEPT = 4  # in a process
MANY = 1_000  # evaluations: fewer are looked at anew after every result

_kept: OrderedDict[UUID, tuple[Any, float, Preview]] = OrderedDict()
_one_at_a_time = Lock()


def foreseen(rejudge: Rejudge, *, board: Leaderboard) -> Preview:
    """What applying would do: worked out anew once all of it has ended, when the board has changed, and after SECONDS;
    while some of it runs it may be as old as that, but for how far it is."""
    progress = progress_of(rejudge)
    state = _state(rejudge, board, progress=progress)
    with _one_at_a_time:
        known, since, found = _kept.get(rejudge.pk, (None, 0.0, None))
        if found is None or known != state or time.monotonic() - since > SECONDS:
            found = preview(rejudge, board=board)
            _kept[rejudge.pk] = state, time.monotonic(), found
            _kept.move_to_end(rejudge.pk)
            while len(_kept) > MOST_KEPT:
                _kept.popitem(last=False)
    return replace(found, progress=progress)


def _state(rejudge: Rejudge, board: Leaderboard, *, progress: Progress) -> tuple[Any, ...]:
    """What tells one preview from another. A big one that runs has a new result every moment, and its preview says
    itself that more is to come."""
    in_force = bundle_in_force(rejudge.phase)
    ended = progress if not progress.left or progress.total <= MANY else None
    return rejudge.bundle_id, in_force and in_force.pk, board.stamp, board.changed_at, ended
