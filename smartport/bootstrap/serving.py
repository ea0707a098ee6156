"""Whether the site answers."""

import http.client
import time
from urllib.parse import urlsplit

from smartport.bootstrap.commands import Commands
from smartport.bootstrap.place import Place
from smartport.bootstrap.steps import StepFailed
from smartport.bootstrap.supervisor import Supervisor

WITHIN_SECONDS = 60.0
MOST_DEATHS = 3


def wait_until_serving(place: Place, *, commands: Commands, supervisor: Supervisor) -> None:
    """Until the home page comes; raises StepFailed where it does not."""
    deadline = time.monotonic() + WITHIN_SECONDS
    while not is_serving(place.url):
        if supervisor.deaths("site") >= MOST_DEATHS or time.monotonic() > deadline:
            raise StepFailed("The site does not start.", commands.log("site"))
        commands.pause(0.1)


def is_serving(url: str) -> bool:
    """Whether a page comes, and not a server's error."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < http.client.INTERNAL_SERVER_ERROR
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
