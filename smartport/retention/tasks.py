"""The clock of what is over: a door that delegates."""

from celery import shared_task
from django.db import OperationalError

from challenges import clock
from smartport.retention.ending import sweep


@shared_task(autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)  # type: ignore[misc]
def sweep_retention() -> None:
    """Let everything go whose time is over. May run at any time, by any number of processes."""
    sweep(now=clock.now())
