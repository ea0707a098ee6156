"""Rings for the sweep: work that waits is found now rather than at the next stroke of the clock."""

import structlog
from celery import current_app
from kombu.exceptions import OperationalError

logger = structlog.get_logger(__name__)


def ring() -> None:
    """Ask for a sweep. Returns at once and never raises: without a broker the clock finds the work a little later."""
    try:
        current_app.send_task("challenges.tasks.sweep", queue="site", retry=False, expires=5)
    except (OperationalError, OSError) as error:
        logger.warning("bell_unheard", error=str(error))
