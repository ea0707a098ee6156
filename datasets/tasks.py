"""The clock of the data: what waits is read and built, what is to go goes. All of it may run twice, at any time."""

from collections.abc import Callable
from typing import TypeVar, cast
from uuid import UUID

import structlog
from celery import shared_task
from django.db import OperationalError
from django.db.models import Min

from datasets import clock
from datasets.bell import ring
from datasets.builds.models import Build, BuildState
from datasets.builds.queries import being_built, to_be_built
from datasets.builds.running import run_build
from datasets.vault import queries
from datasets.vault.actions import CLOCK, delete, destroy
from datasets.vault.models import Access, Extract
from datasets.vault.reading import read_extract
from datasets.vault.rules import Deed

logger = structlog.get_logger(__name__)

READ = "datasets.tasks.read"
BUILD, SWEEP_BUILDS = "datasets.tasks.build", "datasets.tasks.sweep_builds"
LONG = "data"

Function = TypeVar("Function", bound=Callable[..., None])


def task(function: Function) -> Function:
    """Celery's decorator, with a type. A database that is busy or away for a moment is asked again."""
    patient = shared_task(autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
    return cast(Function, patient(function))


@task
def sweep_vault() -> None:
    """Find what is over and what waits. A reading is long, and so a message of its own; one is read at a time."""
    now = clock.now()
    for extract in queries.unfinished(now=now):
        delete(extract, reason="unfinished", by=CLOCK, now=now)
    for extract in queries.past_their_day(now=now):
        delete(extract, reason="day", by=CLOCK, now=now)
    destroy_deleted()
    waiting = queries.to_be_read(now=now).first()
    if waiting and not queries.being_read(now=now).exists():
        ring(READ, str(waiting.pk), queue=LONG)


@task
def read(extract_id: str) -> None:
    """Read one; the next one that waits is found at once."""
    if read_extract(UUID(extract_id), clock=clock.now):
        ring()


@task
def sweep_builds() -> None:
    """Find what waits to be built. A build takes much memory: one is made at a time."""
    now = clock.now()
    waiting = to_be_built(now=now).first()
    if waiting and not being_built(now=now).exists():
        ring(BUILD, str(waiting.pk), queue=LONG)


@task
def build(build_id: str) -> None:
    """Make one; the next one that waits is found at once."""
    if run_build(UUID(build_id), clock=clock.now):
        ring(SWEEP_BUILDS)


def destroy_deleted() -> None:
    """Those that no running build reads. A build says that it runs before it looks whether its extract is still ready,
    and this looks after the extract was deleted: so one of the two sees the other."""
    for extract in queries.to_be_destroyed().exclude(pk__in=_in_use()):
        _destroy(extract)


def _destroy(extract: Extract) -> None:
    try:
        destroy(extract, now=clock.now())
    except OSError as error:
        logger.error("extract_not_destroyed", extract=str(extract.pk), error=str(error))


def _in_use() -> set[UUID]:
    """The extracts of running builds, and the others that were used since the first of these was asked for."""
    running = Build.objects.filter(state=BuildState.RUNNING)
    since = running.aggregate(first=Min("asked_at"))["first"]
    if since is None:
        return set()
    used = Access.objects.filter(deed=Deed.USED, at__gte=since).values_list("extract", flat=True)
    return {*running.values_list("revision__draft__extract", flat=True), *used}
