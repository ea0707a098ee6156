"""A build is made: taken by one worker with a ticket, with signs of life, and what came of it is kept."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction

from datasets.builds import keeping
from datasets.builds.ledger import clashes, draw_seed, write_marks
from datasets.builds.models import Build, BuildState
from datasets.builds.previous import Previous, changes_since, previous_of, small_version
from datasets.builds.publisher import PUBLISHER
from datasets.builds.queries import to_be_built
from datasets.builds.rules import ATTEMPTS, GATES, PROMISES, ExtractNotReady, is_blocking
from datasets.builds.sampling import other_tables, whole
from datasets.pipeline import Order, build
from datasets.recipes.reading import parse_recipe
from datasets.recipes.recipe import Extracted, Recipe
from datasets.releasing.commitment import solution_bytes
from datasets.rules import DataRefusal
from datasets.splitting import TRAIN
from datasets.tables import Tables
from datasets.vault.actions import SITE, note_access
from datasets.vault.models import Extract, ExtractState
from datasets.vault.rules import Deed, day_of

logger = structlog.get_logger(__name__)

PAUSE = timedelta(seconds=1)
"""Between two signs of life."""
GIVEN_UP = "build_gave_up"
LOADED, BUILT = 5, 90
"""Percent done once the tables are in memory, and once the files are written and verified."""

Clock = Callable[[], datetime]


class NoLongerOurs(Exception):
    """The build was discarded meanwhile, or another worker took it over."""


@dataclass
class Turn:
    """One worker's turn at a build. `attempts` counts this one."""

    build: Build
    ticket: str
    attempts: int
    clock: Clock
    seen_at: datetime

    def tell(self, step: str, percent: float) -> None:
        """A sign of life, not too often; a new step is told at once. Raises NoLongerOurs."""
        now = self.clock()
        if step == self.build.step and now - self.seen_at < PAUSE:
            return
        self.seen_at, self.build.step = now, step
        self.settle(step=step, percent=int(percent), seen_at=now)

    def settle(self, **fields: Any) -> None:
        """Change the row as long as it is ours. Raises NoLongerOurs."""
        ours = Build.objects.filter(pk=self.build.pk, state=BuildState.RUNNING, refusal__ticket=self.ticket)
        if not ours.update(**fields):
            raise NoLongerOurs


def run_build(build_id: UUID, *, clock: Clock) -> bool:
    """Take the build and make it: READY to be signed, BLOCKED by what was found, or FAILED with a reason. False where
    there was nothing to take, or where it was taken away. A worker that is killed leaves it to the next one."""
    turn = _take(build_id, clock=clock)
    if turn is None:
        return False
    try:
        _make(turn)
    except DataRefusal as refusal:
        return _fail(turn, refusal)
    except NoLongerOurs:
        keeping.remove(build_id)
        return False
    return True


def _take(build_id: UUID, *, clock: Clock) -> Turn | None:
    """After three workers died of it nobody else is sent there."""
    now = clock()
    found = to_be_built(now=now).select_related("revision__draft__extract").filter(pk=build_id).first()
    if found is None:
        return None
    turn = Turn(found, secrets.token_hex(16), found.refusal.get("attempts", 0) + 1, clock, now)
    marked = {"ticket": turn.ticket, "attempts": turn.attempts}
    as_it_was = Build.objects.filter(pk=found.pk, state=found.state, seen_at=found.seen_at)
    if not as_it_was.update(state=BuildState.RUNNING, refusal=marked, seen_at=now, step="read", percent=0):
        return None
    if turn.attempts > ATTEMPTS:
        _end(turn, state=BuildState.FAILED, refusal={"code": GIVEN_UP, "message": ""})
        return None
    return turn


def _make(turn: Turn) -> None:
    build_id, recipe = turn.build.pk, parse_recipe(turn.build.revision.text)
    folder = keeping.fresh_folder(build_id)
    tables, previous = _tables(turn, recipe), previous_of(recipe.name)
    turn.tell("anonymize", LOADED)
    built = build(tables, recipe, folder=folder, order=_order(turn, previous), tell=_share_of(turn))
    turn.tell("compose", BUILT)
    labels = solution_bytes(built.samples.truth)
    keeping.labels(build_id).write_bytes(labels)
    keeping.keep_secrets(build_id, {"commitment": built.commitment, "salt": built.salt})
    worked, kept = built.samples.worked, built.samples.recoding.kept
    write_marks(worked.raw[kept], recipe, is_test=worked.parts[kept] != TRAIN, build_id=build_id)
    changes = changes_since(previous, folder=built.release, labels=labels)
    findings = [
        *({**one, "of": GATES} for one in built.findings),
        *({**one, "of": PROMISES, "severity": "blocks"} for one in built.breaches),
        *small_version(changes, version=recipe.version),
        *clashes(recipe, build_id=build_id),
    ]
    state = BuildState.BLOCKED if is_blocking(findings) else BuildState.READY
    _end(turn, state=state, refusal={}, findings=findings, risk=built.risk, changes=changes)


def _share_of(turn: Turn) -> Callable[[str, float], None]:
    return lambda step, share: turn.tell(step, LOADED + (BUILT - LOADED) * share)


def _order(turn: Turn, previous: Previous | None) -> Order:
    today: date = day_of(turn.clock())
    version = previous.version if previous else None
    return Order(on=today, publisher=PUBLISHER, previous=version, parts=draw_seed(turn.build.revision.draft.name))


def _tables(turn: Turn, recipe: Recipe) -> Tables:
    """The extract of the recipe and the others it looks in; each is noted in its journal. The build says that it runs
    before this looks whether they are there: what is deleted meanwhile waits until it has ended."""
    source = recipe.source
    if not isinstance(source, Extracted):
        raise ExtractNotReady(name=source.port)
    names = [source.name, *source.tables.values()]
    ready = {one.name: one for one in Extract.objects.filter(name__in=names, state=ExtractState.READY)}
    missing = next((name for name in names if name not in ready), None)
    if missing is not None:
        raise ExtractNotReady(name=missing)
    details = {"build": str(turn.build.revision)}
    for extract in ready.values():
        note_access(extract, deed=Deed.USED, by=turn.build.asked_by, actor=SITE, now=turn.clock(), details=details)
    return Tables(whole(ready[source.name].pk, source.name), other_tables(source))


def _fail(turn: Turn, refusal: DataRefusal) -> bool:
    """The files of a build that failed are gone. False where it is no longer ours to say."""
    keeping.remove(turn.build.pk)
    told = {"code": refusal.code, "message": str(refusal)}
    try:
        _end(turn, state=BuildState.FAILED, refusal=told)
    except NoLongerOurs:
        return False
    return True


def _end(turn: Turn, **fields: Any) -> None:
    now = turn.clock()
    with transaction.atomic():
        turn.settle(**fields, finished_at=now, seen_at=now, step="", percent=100)
    logger.info("build_ended", build=str(turn.build.pk), state=str(fields["state"]))
