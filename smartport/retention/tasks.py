"""The clock of what is over: a door that delegates."""

from challenges import clock
from challenges.tasks import task
from smartport.retention.ending import sweep


@task
def sweep_retention() -> None:
    """Let everything go whose time is over. May run at any time, by any number of processes."""
    sweep(now=clock.now())
