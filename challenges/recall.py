"""Calls an order back: tells machines that nobody waits for its result any more; or that they are to take none."""

from collections.abc import Iterable

import structlog
from celery import current_app

from evaluator.cancelling import tell, tell_drain

logger = structlog.get_logger(__name__)


def recall(ticket: str, *, machines: Iterable[str]) -> None:
    """Returns at once and never raises: a machine that does not hear it now is told again when it next speaks of that
    ticket, and no order outlives its patience."""
    try:
        with current_app.producer_or_acquire() as producer:
            for machine in machines:
                tell(producer, machine=machine, ticket=ticket)
    except Exception as error:  # the edge towards the broker, each of which has errors of its own
        logger.warning("recall_unheard", ticket=ticket, error=repr(error))


def ask_to_drain(machine: str, *, on: bool) -> None:
    """Let it take nothing new, or take work again. Never raises either: it is told again when it next says hello."""
    try:
        with current_app.producer_or_acquire() as producer:
            tell_drain(producer, machine=machine, on=on)
    except Exception as error:  # the same edge
        logger.warning("drain_unheard", machine=machine, error=repr(error))
