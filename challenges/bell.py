"""Rings for the sweep: work that waits is found now rather than at the next stroke of the clock."""

import structlog
from celery import current_app
from django.conf import settings
from django.core.cache import cache
from kombu.exceptions import OperationalError

logger = structlog.get_logger(__name__)

PAUSE_SECONDS = 1


def ring() -> None:
    """Ask for a sweep. Returns at once and never raises: without a broker the clock finds the work a little later.

    In a rush the first ring is heard at once, and all that follow it together after a pause: a sweep finds whatever is
    there.
    """
    if not settings.CROWD_SECONDS or cache.add("bell", 1, timeout=PAUSE_SECONDS):
        _ask()
    elif cache.add("bell-again", 1, timeout=PAUSE_SECONDS):
        _ask(countdown=PAUSE_SECONDS)


def _ask(**when: int) -> None:
    try:
        current_app.send_task("challenges.tasks.sweep", queue="site", retry=False, expires=5, **when)
    except (OperationalError, OSError) as error:
        logger.warning("bell_unheard", error=str(error))
