"""How a machine hears that an order is no longer wanted, or that it is to take none: by a queue of its own, read beside
its busy processes."""

import logging
import re
import time
from collections.abc import Callable
from typing import Any, NoReturn

from kombu.connection import Connection
from kombu.messaging import Producer

logger = logging.getLogger(__name__)

TICKET = re.compile(r"[0-9a-f]{32}")
PATIENCE = 60.0  # between two looks at whether the line still stands
PAUSE = 1.0

Recall = Callable[[str], object]
Drain = Callable[[bool], object]


def queue_of(machine: str) -> str:
    """The machine's queue; what a broker may read as something else in a name is written as its number."""
    return "cancel." + re.sub(r"[^A-Za-z0-9-]", lambda found: f"_{ord(found[0]):x}_", machine)


def tell(producer: Producer, *, machine: str, ticket: str) -> None:
    """Call an order back from a machine; raises at once where the broker is gone."""
    _say(producer, {"ticket": ticket}, machine=machine)


def tell_drain(producer: Producer, *, machine: str, on: bool) -> None:
    """Let a machine take nothing new, or take work again; raises at once where the broker is gone."""
    _say(producer, {"drain": on}, machine=machine)


def listen(connect: Callable[[], Connection], *, machine: str, recall: Recall, drain: Drain) -> NoReturn:
    """Hear for ever; a broker that is gone is waited for. What was said meanwhile to nobody is not missed: the site
    says it again to whoever still works on it, and to whoever says of itself what is not wanted."""
    while True:
        try:
            with connect() as connection:
                _hear(connection, machine=machine, recall=recall, drain=drain)
        except Exception as error:  # the edge of a thread that must not end
            logger.warning("Cannot hear what is called back: %r", error)
            time.sleep(PAUSE)


def _say(producer: Producer, said: dict[str, Any], *, machine: str) -> None:
    where = {"exchange": "", "routing_key": queue_of(machine)}
    producer.publish(said, serializer="json", retry=False, **where)  # type: ignore[no-untyped-call]


def _hear(connection: Connection, *, machine: str, recall: Recall, drain: Drain) -> NoReturn:
    with connection.SimpleQueue(queue_of(machine), no_ack=True) as queue:  # type: ignore[no-untyped-call]
        while True:
            try:
                said: Any = queue.get(timeout=PATIENCE).payload
            except queue.Empty:
                continue
            words = said if isinstance(said, dict) else {}
            ticket, on = words.get("ticket"), words.get("drain")
            if isinstance(ticket, str) and TICKET.fullmatch(ticket):
                recall(ticket)
            if isinstance(on, bool):
                drain(on)
