"""Rings for a task of the data: work that waits is found now rather than at the next stroke of the clock."""

import structlog
from celery import current_app
from kombu.exceptions import OperationalError

logger = structlog.get_logger(__name__)


def ring(task: str = "datasets.tasks.sweep_vault", *words: str, queue: str = "site") -> None:
    """Ask for it. Returns at once and never raises: without a broker the clock finds the work a little later. What is
    long goes to the queue `data`, whose worker holds up nothing else."""
    try:
        current_app.send_task(task, args=words, queue=queue, retry=False, expires=30)
    except (OperationalError, OSError) as error:
        logger.warning("bell_unheard", task=task, error=str(error))
