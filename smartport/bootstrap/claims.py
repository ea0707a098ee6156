"""What one bin/up must have for itself: its data folder and its address."""

import errno
import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from smartport.bootstrap.place import Place
from smartport.bootstrap.steps import StepFailed


@contextmanager
def claim_data_folder(place: Place) -> Iterator[None]:
    """Holds the folder; raises StepFailed where another bin/up has it, or where it cannot be written."""
    try:
        place.make_data()
        held = (place.data / "up.lock").open("a+")
    except OSError as error:
        raise StepFailed(f"SMARTPORT_DATA={place.data} cannot be used: {error.strerror}.") from error
    with held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            held.seek(0)
            raise StepFailed(
                f"Another bin/up (process {held.read().strip()}) runs on {place.data}; "
                "stop it, or choose another SMARTPORT_DATA and SMARTPORT_PORT."
            ) from error
        held.truncate(0)
        held.write(f"{os.getpid()}\n")
        held.flush()
        yield


def claim_address(place: Place) -> None:
    """Raises StepFailed, naming the variable to change, where the site could not listen."""
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((place.host, place.port))
        except (OSError, OverflowError) as error:
            raise StepFailed(_why_not(place, error)) from error


def _why_not(place: Place, error: Exception) -> str:
    number = getattr(error, "errno", None)
    if number == errno.EADDRINUSE:
        return f"Port {place.port} is taken; choose another, such as SMARTPORT_PORT={place.port + 1}."
    if number == errno.EACCES:
        return f"This user may not listen on port {place.port}; choose one above 1023 with SMARTPORT_PORT."
    return f"Cannot listen on {place.address} (SMARTPORT_BIND, SMARTPORT_PORT): {error}."
