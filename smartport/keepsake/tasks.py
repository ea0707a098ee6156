"""The clock of keepsakes: what waits is made, what is over goes. All of it may run twice, at any time."""

from uuid import UUID

from challenges import clock
from challenges.tasks import task
from datasets.bell import ring
from datasets.tasks import LONG
from smartport.keepsake.asking import SWEEP, being_made, throw_away_old, to_be_made
from smartport.keepsake.running import run_keepsake

MAKE = "smartport.keepsake.tasks.make"


@task
def sweep_keepsakes() -> None:
    """Find what waits and what is over. Making one is long, and so a message of its own; one is made at a time."""
    now = clock.now()
    throw_away_old(now=now)
    waiting = to_be_made(now=now).first()
    if waiting and not being_made(now=now).exists():
        ring(MAKE, str(waiting.pk), queue=LONG)


@task
def make(keepsake_id: str) -> None:
    """Make one; the one before it goes, and the next one that waits is found at once."""
    if run_keepsake(UUID(keepsake_id), clock=clock.now):
        ring(SWEEP)
