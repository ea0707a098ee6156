"""A keepsake is made: taken by one worker with a ticket, with signs of life, and kept as one ZIP."""

import hashlib
import secrets
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.files import File
from django.db import transaction

from challenges.errors import Refusal
from challenges.journal.actions import write
from challenges.results.models import Keepsake, KeepsakeState
from datasets.hidden import hidden_storage
from smartport.keepsake.asking import to_be_made
from smartport.keepsake.making import Made, folder_name, make_keepsake
from smartport.keepsake.rules import ATTEMPTS, GivenUp
from smartport.keepsake.writing import pack

PAUSE = timedelta(seconds=1)
"""Between two signs of life."""

Clock = Callable[[], datetime]


class NoLongerOurs(Exception):
    """Another worker took it over."""


@dataclass
class Turn:
    """One worker's turn."""

    keepsake: Keepsake
    ticket: str
    clock: Clock
    seen_at: datetime
    step: str = ""

    def tell(self, step: str, done: int, known: int) -> None:
        """A sign of life, not too often; a new step is told at once. Raises NoLongerOurs."""
        now = self.clock()
        if step == self.step and now - self.seen_at < PAUSE:
            return
        self.seen_at, self.step = now, step
        self.settle(step=step, done=done, known=known, seen_at=now)

    def settle(self, **fields: Any) -> None:
        """Change the row as long as it is ours. Raises NoLongerOurs."""
        ours = Keepsake.objects.filter(pk=self.keepsake.pk, state=KeepsakeState.RUNNING, ticket=self.ticket)
        if not ours.update(**fields):
            raise NoLongerOurs


def run_keepsake(keepsake_id: UUID, *, clock: Clock) -> bool:
    """Take it and make it: READY, or FAILED with a reason. False where there was nothing to take, or where it was taken
    away. A worker that is killed leaves it to the next one."""
    turn = _take(keepsake_id, clock=clock)
    if turn is None:
        return False
    try:
        _make(turn)
    except Refusal as refusal:
        details = {name: value if isinstance(value, int) else str(value) for name, value in refusal.details.items()}
        return _fail(turn, code=refusal.code, details=details)
    except NoLongerOurs:
        return False
    return True


def _take(keepsake_id: UUID, *, clock: Clock) -> Turn | None:
    """After some workers died of it nobody else is sent there."""
    now = clock()
    found = to_be_made(now=now).select_related("edition").filter(pk=keepsake_id).first()
    if found is None:
        return None
    turn = Turn(found, secrets.token_hex(16), clock, now)
    as_it_was = Keepsake.objects.filter(pk=found.pk, state=found.state, ticket=found.ticket, seen_at=found.seen_at)
    taken = {"ticket": turn.ticket, "attempts": found.attempts + 1, "seen_at": now, "step": "", "done": 0, "known": 0}
    if not as_it_was.update(state=KeepsakeState.RUNNING, **taken):
        return None
    if found.attempts >= ATTEMPTS:
        _fail(turn, code=GivenUp.code, details={})
        return None
    return turn


def _make(turn: Turn) -> None:
    edition, now = turn.keepsake.edition, turn.clock()
    with tempfile.TemporaryDirectory(prefix="keepsake-") as temporary:
        folder, target = Path(temporary) / "folder", Path(temporary) / "keepsake.zip"
        made = make_keepsake(edition, folder, now=now, tell=turn.tell)
        turn.tell("pack", 0, 1)
        pack(folder, target, name=folder_name(edition, now=now), at=now.astimezone(edition.timezone))
        turn.tell("keep", 0, 1)
        with target.open("rb") as content:
            sha256 = hashlib.file_digest(content, "sha256").hexdigest()
            name = hidden_storage().save("", File(content))
        _keep(turn, made, name=name, size=target.stat().st_size, sha256=sha256)


def _keep(turn: Turn, made: Made, *, name: str, size: int, sha256: str) -> None:
    now, keepsake = turn.clock(), turn.keepsake
    told = {"pages": made.pages, "has_results": made.has_results, "sums_sha256": made.sha256}
    ended = {"state": KeepsakeState.READY, "finished_at": now, "step": ""}
    with transaction.atomic():
        turn.settle(content=name, size=size, sha256=sha256, **told, **ended)
        details = {"id": str(keepsake.pk), "sha256": sha256, **told}
        write("keepsake.made", subject=f"edition:{keepsake.edition.slug}", now=now, details=details)


def _fail(turn: Turn, *, code: str, details: dict[str, Any]) -> bool:
    """False where it is no longer ours to say."""
    try:
        refusal = {"code": code, "details": details}
        turn.settle(state=KeepsakeState.FAILED, refusal=refusal, finished_at=turn.clock(), step="")
    except NoLongerOurs:
        return False
    return True
